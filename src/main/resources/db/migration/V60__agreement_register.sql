-- One row an agreement: what the register lists and who has to do with it.
create table vf.agreement (
  contract_id text primary key,
  version bigint not null,
  number text not null,
  type text not null,
  status text not null,
  commissioner_id text not null,
  provider_id text not null,
  entitled_ids text[] not null,
  scope text not null,
  valid_from date not null,
  valid_to date,
  options jsonb not null default '[]'
);
create index agreement_commissioner on vf.agreement (commissioner_id);
create index agreement_provider on vf.agreement (provider_id);
create index agreement_valid_to on vf.agreement (valid_to);

-- What the agreement says of the price and of whom the service takes; the columns before are what is searched by.
alter table vf.agreement_term add column price jsonb not null default '{}', add column criteria jsonb not null default '[]';

-- Agreements that are there already are listed at once; `rebuild` fills in their numbers.
insert into vf.agreement (contract_id, version, number, type, status, commissioner_id, provider_id, entitled_ids, scope, valid_from, valid_to)
select distinct on (t.contract_id)
       t.contract_id, 0, t.contract_id, '', t.status, t.commissioner_id, coalesce(o.unit_id, ''), t.entitled_ids, t.scope,
       t.valid_from, t.valid_to
  from vf.agreement_term t left join vf.offer o on o.service_id = t.service_id
 order by t.contract_id;
