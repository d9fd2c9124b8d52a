-- What every announcement has said and from when: capacity that is filled, closed or expired now was offered then. Rows are
-- only added. What was there before this was kept counts from the day it is of, as it is now.
create table vf.announcement_told (
  task_id text not null,
  version bigint not null,
  told_at timestamptz not null,
  kind text not null,
  open boolean not null,
  service_id text,
  vardtjanst text not null,
  remaining integer not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  audience text[],
  primary key (task_id, version)
);
create index announcement_told_service on vf.announcement_told (service_id, task_id, told_at desc);

insert into vf.announcement_told
select task_id, 0, valid_from, kind, open, service_id, vardtjanst, remaining, valid_from, valid_to, audience from vf.announcement;
