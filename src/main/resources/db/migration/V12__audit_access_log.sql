-- Who did what, where, when and why (HSLF-FS 2016:40 4 kap. 9 §). The program may add rows and read
-- them; it may not change or remove one. No text of a caller's is kept: no address, no query, no body.
create sequence vf.access_number;

create table vf.access_log (
  id bigint primary key,
  at timestamptz not null,
  -- Länskod of who acts; 00 for those who act for no region.
  region text not null,
  subject text not null,
  role text not null,
  unit text,
  action text not null,
  entities text[] not null,
  case_ids text[] not null,
  purpose text not null,
  status integer not null,
  outcome text not null check (outcome in ('done', 'refused', 'failed')),
  request_id uuid not null,
  correlation_id uuid not null
);
create index access_log_at on vf.access_log (region, at, id);
create index access_log_cases on vf.access_log using gin (case_ids);
create index access_log_entities on vf.access_log using gin (entities);
create index access_log_subject on vf.access_log (subject, at);

-- A number is taken only by who holds the lock below, so whoever holds it alone knows that no
-- smaller number will ever appear.
create function vf.number_access() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7086113);
  new.id := nextval('vf.access_number');
  return new;
end $$;
create trigger access_log_number before insert on vf.access_log
  for each row execute function vf.number_access();

-- One row seals the rows of a region up to and including last_id, together with the region's seal before.
create table vf.access_seal (
  region text not null,
  number integer not null,
  first_id bigint not null,
  last_id bigint not null,
  row_count integer not null,
  sealed_at timestamptz not null,
  hash text not null,
  primary key (region, number)
);
