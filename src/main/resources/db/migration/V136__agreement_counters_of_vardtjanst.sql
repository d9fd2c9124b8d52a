-- A service may stand for several vårdtjänster with caps of their own: each counter says which, or '' when the places are
-- counted together. A term says which counter its places are taken from.
alter table vf.agreement_term add column counter text not null default '';

alter table vf.volume_entry drop constraint volume_entry_contract_id_service_id_fkey;
alter table vf.volume_share drop constraint volume_share_contract_id_service_id_fkey;
alter table vf.volume add column vardtjanst text not null default '';
alter table vf.volume drop constraint volume_pkey;
alter table vf.volume add primary key (contract_id, service_id, vardtjanst);
alter table vf.volume_share add column vardtjanst text not null default '';
alter table vf.volume_share drop constraint volume_share_pkey;
alter table vf.volume_share add primary key (contract_id, service_id, vardtjanst, region);
alter table vf.volume_share add foreign key (contract_id, service_id, vardtjanst) references vf.volume;
alter table vf.volume_entry add column vardtjanst text not null default '';
alter table vf.volume_entry add foreign key (contract_id, service_id, vardtjanst) references vf.volume;
drop index vf.volume_entry_asset;
create index volume_entry_asset on vf.volume_entry (contract_id, service_id, vardtjanst, id);

alter table vf.agreement_alert add column vardtjanst text not null default '';
drop index vf.agreement_alert_open;
create unique index agreement_alert_open on vf.agreement_alert (contract_id, service_id, vardtjanst, kind, level)
 where ended_at is null;

-- As before, for each counter. An entry of places that are counted together is sealed as it always was.
create or replace function vf.volume_post() returns trigger language plpgsql as $$
declare
  v vf.volume%rowtype;
  s vf.volume_share%rowtype;
  held boolean;
  up integer := 0;    -- of reserved
  done integer := 0;  -- of consumed
  may_overrun boolean;
begin
  select * into v from vf.volume
   where contract_id = new.contract_id and service_id = new.service_id and vardtjanst = new.vardtjanst for update;
  if not found then
    raise exception 'no such volume' using errcode = 'VF404';
  end if;
  insert into vf.volume_share (contract_id, service_id, vardtjanst, region)
    values (new.contract_id, new.service_id, new.vardtjanst, new.region) on conflict do nothing;
  select * into s from vf.volume_share
   where contract_id = new.contract_id and service_id = new.service_id and vardtjanst = new.vardtjanst
     and region = new.region for update;
  held := exists (select from vf.volume_entry e
                   where e.order_id = new.order_id and e.kind = 'reserve' and e.contract_id = new.contract_id
                     and e.service_id = new.service_id and e.vardtjanst = new.vardtjanst and e.region = new.region
                     and e.quantity = new.quantity);
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
  new.hash := sha256(v.hash || convert_to(concat_ws('|', new.contract_id, new.service_id, nullif(new.vardtjanst, ''),
    new.number, new.kind, new.quantity, new.region, new.case_id, new.order_id, new.late, new.actor, new.reason,
    new.idempotency_key, extract(epoch from new.at)), 'UTF8'));
  update vf.volume
     set reserved = reserved + up, consumed = consumed + done, entries = new.number, hash = new.hash,
         overrun = vf.volume_overrun(v.cap, v.reserved + up + v.consumed + done, v.overrun, may_overrun)
   where contract_id = v.contract_id and service_id = v.service_id and vardtjanst = v.vardtjanst;
  update vf.volume_share
     set reserved = reserved + up, consumed = consumed + done,
         overrun = vf.volume_overrun(s.cap, s.reserved + up + s.consumed + done, s.overrun, may_overrun)
   where contract_id = s.contract_id and service_id = s.service_id and vardtjanst = s.vardtjanst and region = s.region;
  return new;
end $$;
