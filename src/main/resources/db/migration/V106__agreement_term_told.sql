-- Every term that has been in an agreement, from when and until when: an order of providers can be made again as it was. How
-- much of its volume was taken then is what the ledger says.
create table vf.agreement_term_told (
  contract_id text not null,
  version bigint not null,
  service_id text not null,
  vardtjanst text not null,
  status text not null,
  commissioner_id text not null,
  entitled_ids text[] not null,
  scope text not null,
  valid_from date not null,
  valid_to date,
  price_model text,
  price_ore bigint,
  cap integer,
  stops boolean not null,
  criteria jsonb not null,
  counter text not null,
  told_from timestamptz not null,
  told_to timestamptz,
  primary key (contract_id, version, service_id, vardtjanst)
);
create index agreement_term_told_service on vf.agreement_term_told (service_id);
create index agreement_term_told_now on vf.agreement_term_told (contract_id) where told_to is null;

-- What there is now counts as having been there always. On a new database this comes before the counters' columns, and there is
-- nothing to take over.
insert into vf.agreement_term_told
select t.contract_id, coalesce(a.version, 0), t.service_id, t.vardtjanst, t.status, t.commissioner_id, t.entitled_ids, t.scope,
       t.valid_from, t.valid_to, t.price_model, t.price_ore, v.cap, coalesce(v.on_reached, 'stop') = 'stop', t.criteria,
       coalesce(to_jsonb(t) ->> 'counter', ''),
       '-infinity', null
  from vf.agreement_term t
  left join vf.agreement a on a.contract_id = t.contract_id
  left join vf.volume v on v.contract_id = t.contract_id and v.service_id = t.service_id
   and coalesce(to_jsonb(v) ->> 'vardtjanst', '') = coalesce(to_jsonb(t) ->> 'counter', '');
