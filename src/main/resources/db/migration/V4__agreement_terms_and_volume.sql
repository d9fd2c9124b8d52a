create table vf.agreement_term (
  contract_id text not null,
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
  primary key (contract_id, service_id, vardtjanst)
);
create index agreement_term_service on vf.agreement_term (service_id);

-- The counter is what is locked; the entries say how it came to be.
create table vf.volume (
  contract_id text not null,
  service_id text not null,
  cap integer,
  reserved integer not null default 0 check (reserved >= 0),
  consumed integer not null default 0 check (consumed >= 0),
  primary key (contract_id, service_id)
);

create table vf.volume_entry (
  id bigint generated always as identity primary key,
  contract_id text not null,
  service_id text not null,
  case_id text not null,
  order_id text not null,
  region text not null,
  kind text not null check (kind in ('reserve', 'consume', 'release')),
  at timestamptz not null,
  unique (order_id, kind),
  foreign key (contract_id, service_id) references vf.volume
);

alter table vf.volume add constraint never_above_the_cap check (cap is null or reserved + consumed <= cap) not valid;
