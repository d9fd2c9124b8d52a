-- The ledger is what is written; the counters follow it and cannot be changed in any other way.
alter table vf.volume
  add column unit text not null default 'procedures',
  add column on_reached text not null default 'stop' check (on_reached in ('stop', 'notify')),
  add column warn_at integer[] not null default '{80,90,100}',
  add column cap_reason text,
  -- How far above the cap facts have gone: late reports, corrections, a cap set lower with a reason.
  add column overrun integer not null default 0 check (overrun >= 0),
  add column entries integer not null default 0,
  add column hash bytea not null default '\x';
alter table vf.volume drop constraint never_above_the_cap;
alter table vf.volume
  add constraint never_above_the_cap check (cap is null or reserved + consumed <= cap + overrun) not valid;

create table vf.volume_share (
  contract_id text not null,
  service_id text not null,
  region text not null,
  cap integer check (cap >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  consumed integer not null default 0 check (consumed >= 0),
  overrun integer not null default 0 check (overrun >= 0),
  primary key (contract_id, service_id, region),
  foreign key (contract_id, service_id) references vf.volume,
  check (cap is null or reserved + consumed <= cap + overrun)
);

alter table vf.volume_entry
  alter column case_id drop not null,
  alter column order_id drop not null,
  add column number integer not null default 0,
  add column quantity integer not null default 1,
  add column late boolean not null default false,
  add column actor text not null default 'system',
  add column reason text,
  add column idempotency_key text,
  add column hash bytea not null default '\x',
  drop constraint volume_entry_kind_check;
update vf.volume_entry set idempotency_key = order_id || ':' || kind;
alter table vf.volume_entry
  alter column idempotency_key set not null,
  add constraint volume_entry_once unique (idempotency_key),
  add constraint volume_entry_kind check (kind in ('reserve', 'consume', 'release', 'adjust')),
  add constraint volume_entry_of_an_order check ((kind = 'adjust') = (order_id is null)),
  add constraint volume_entry_quantity check (case when kind = 'adjust' then quantity <> 0 else quantity > 0 end),
  add constraint volume_entry_reason check (kind <> 'adjust' or length(btrim(reason)) between 3 and 300),
  add constraint volume_entry_late check (not late or kind = 'consume');
-- A place is either used or given back.
create unique index volume_entry_ended on vf.volume_entry (order_id) where kind in ('consume', 'release');
create index volume_entry_asset on vf.volume_entry (contract_id, service_id, id);

-- Counters as the old entries left them.
insert into vf.volume_share (contract_id, service_id, region, reserved, consumed)
select contract_id, service_id, region,
       sum(case kind when 'reserve' then 1 else -1 end), sum(case kind when 'consume' then 1 else 0 end)
  from vf.volume_entry group by 1, 2, 3;
update vf.volume v set entries = e.n
  from (select contract_id, service_id, count(*) as n from vf.volume_entry group by 1, 2) e
 where e.contract_id = v.contract_id and e.service_id = v.service_id;

-- Posts one entry: locks the counter, refuses what may not be, moves the counters, seals the entry to the one before.
create function vf.volume_post() returns trigger language plpgsql as $$
declare
  v vf.volume%rowtype;
  s vf.volume_share%rowtype;
  held boolean;
  up integer := 0;    -- of reserved
  done integer := 0;  -- of consumed
  may_overrun boolean;
begin
  select * into v from vf.volume where contract_id = new.contract_id and service_id = new.service_id for update;
  if not found then
    raise exception 'no such volume' using errcode = 'VF404';
  end if;
  insert into vf.volume_share (contract_id, service_id, region) values (new.contract_id, new.service_id, new.region)
    on conflict do nothing;
  select * into s from vf.volume_share
   where contract_id = new.contract_id and service_id = new.service_id and region = new.region for update;
  held := exists (select from vf.volume_entry e
                   where e.order_id = new.order_id and e.kind = 'reserve' and e.contract_id = new.contract_id
                     and e.service_id = new.service_id and e.region = new.region and e.quantity = new.quantity);
  if new.kind = 'reserve' then
    up := new.quantity;
  elsif new.kind = 'release' then
    if not held then
      raise exception 'nothing is held to release' using errcode = 'VF409';
    end if;
    up := -new.quantity;
  elsif new.kind = 'consume' then
    if held = new.late then
      raise exception 'a late report is of what was never held' using errcode = 'VF409';
    end if;
    up := case when held then -new.quantity else 0 end;
    done := new.quantity;
  else
    done := new.quantity;
  end if;
  may_overrun := new.late or new.kind = 'adjust' or (new.kind = 'reserve' and v.on_reached = 'notify');
  if new.kind = 'reserve' and not may_overrun
     and (v.reserved + v.consumed + up > v.cap or s.reserved + s.consumed + up > s.cap) then
    raise exception 'volume exhausted' using errcode = 'VF422';
  end if;
  new.number := v.entries + 1;
  new.hash := sha256(v.hash || convert_to(concat_ws('|', new.contract_id, new.service_id, new.number, new.kind, new.quantity,
    new.region, new.case_id, new.order_id, new.late, new.actor, new.reason, new.idempotency_key,
    extract(epoch from new.at)), 'UTF8'));
  update vf.volume
     set reserved = reserved + up, consumed = consumed + done, entries = new.number, hash = new.hash,
         overrun = vf.volume_overrun(v.cap, v.reserved + up + v.consumed + done, v.overrun, may_overrun)
   where contract_id = v.contract_id and service_id = v.service_id;
  update vf.volume_share
     set reserved = reserved + up, consumed = consumed + done,
         overrun = vf.volume_overrun(s.cap, s.reserved + up + s.consumed + done, s.overrun, may_overrun)
   where contract_id = s.contract_id and service_id = s.service_id and region = s.region;
  return new;
end $$;

-- Shrinks as places come free; grows only where a fact may go above the cap.
create function vf.volume_overrun(cap integer, taken integer, was integer, may_grow boolean) returns integer
language sql immutable as $$
  select case when cap is null then 0
              when may_grow then greatest(0, taken - cap)
              else least(was, greatest(0, taken - cap)) end
$$;

create trigger volume_post before insert on vf.volume_entry for each row execute function vf.volume_post();

create function vf.volume_keep() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to' using errcode = 'VF403';
end $$;
create trigger volume_keep_rows before update or delete on vf.volume_entry for each row execute function vf.volume_keep();
create trigger volume_keep_table before truncate on vf.volume_entry execute function vf.volume_keep();

-- The counters move with the ledger; the cap moves with the agreement, below what is taken only with a reason.
create function vf.volume_guard() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    if (new.reserved, new.consumed, new.overrun) is distinct from (0, 0, 0) then
      raise exception 'counters follow the ledger' using errcode = 'VF403';
    end if;
  elsif pg_trigger_depth() < 2 then
    if (new.reserved, new.consumed) is distinct from (old.reserved, old.consumed) then
      raise exception 'counters follow the ledger' using errcode = 'VF403';
    end if;
    new.overrun := vf.volume_overrun(new.cap, new.reserved + new.consumed, old.overrun, new.cap is distinct from old.cap);
  end if;
  return new;
end $$;
create trigger volume_guard before insert or update on vf.volume for each row execute function vf.volume_guard();
create trigger volume_share_guard before insert or update on vf.volume_share for each row execute function vf.volume_guard();

create function vf.volume_guard_cap() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() < 2 and new.overrun > old.overrun and coalesce(btrim(new.cap_reason), '') = '' then
    raise exception 'a cap below what is taken needs a reason' using errcode = 'VF428';
  end if;
  if pg_trigger_depth() < 2 and (new.entries, new.hash) is distinct from (old.entries, old.hash) then
    raise exception 'counters follow the ledger' using errcode = 'VF403';
  end if;
  return new;
end $$;
-- Named to come after volume_guard, which computes the overrun.
create trigger volume_guard_cap before update on vf.volume for each row execute function vf.volume_guard_cap();

create table vf.agreement_alert (
  id bigint generated always as identity primary key,
  contract_id text not null,
  service_id text not null default '',
  kind text not null check (kind in ('volume', 'expiry')),
  -- Per cent of the cap, or months before the end.
  level integer not null,
  raised_at timestamptz not null,
  ended_at timestamptz
);
create unique index agreement_alert_open on vf.agreement_alert (contract_id, service_id, kind, level) where ended_at is null;
