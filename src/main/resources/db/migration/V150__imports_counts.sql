-- How much of each sort a run has: counted once, when it is known. A published run's rows are forgotten after a time, and it can then not be
-- taken back.
alter table vf.import_run
  add column added integer not null default 0,
  add column changed integer not null default 0,
  add column unchanged integer not null default 0,
  add column gone integer not null default 0,
  add column faults integer not null default 0,
  add column forgotten boolean not null default false;
update vf.import_run r
   set added = c.added, changed = c.changed, unchanged = c.unchanged, gone = c.gone
  from (select run_id,
               count(*) filter (where what = 'new') as added,
               count(*) filter (where what = 'changed') as changed,
               count(*) filter (where what = 'unchanged') as unchanged,
               count(*) filter (where what = 'gone') as gone
          from vf.import_change group by run_id) c
 where c.run_id = r.id;
update vf.import_run r set faults = f.faults
  from (select run_id, count(*) as faults from vf.import_fault group by run_id) f where f.run_id = r.id;
-- Only judging a file reads it.
update vf.import_run set content = null where state <> 'received';
create index import_run_of on vf.import_run (coalesce(region, ''), sent_at desc);

-- What the files of a kind have brought and not taken back, and how many of them speak of it: among this is what a file lacks.
create table vf.import_brought (
  kind text not null,
  region text not null,
  type text not null,
  resource_id text not null,
  runs integer not null check (runs > 0),
  primary key (kind, region, type, resource_id)
);
insert into vf.import_brought (kind, region, type, resource_id, runs)
select r.kind, coalesce(r.region, ''), c.type, c.resource_id, count(distinct r.id)
  from vf.import_change c join vf.import_run r on r.id = c.run_id
 where r.state in ('published', 'undoing') and c.what in ('new', 'changed', 'unchanged')
 group by 1, 2, 3, 4;
