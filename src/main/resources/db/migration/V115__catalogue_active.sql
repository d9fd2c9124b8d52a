-- A unit or a place that has closed offers nothing, whatever its services say; `rebuild` fills it in for what is there already.
alter table vf.party add column active boolean not null default true;
alter table vf.place add column active boolean not null default true;

-- What is offered now.
create view vf.offered as
select o.service_id, o.vardtjanst, o.unit_id
  from vf.offer o
  left join vf.party u on u.organization_id = o.unit_id
  left join vf.place p on p.location_id = o.location_id
 where o.active and coalesce(u.active, true) and coalesce(p.active, true);
