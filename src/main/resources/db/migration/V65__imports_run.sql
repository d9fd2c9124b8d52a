-- One row a file that was sent in; its state says what has been done with it, and where to go on after a crash.
create table vf.import_run (
  id uuid primary key,
  kind text not null check (kind in ('katalog', 'avtal', 'vantetider')),
  file_name text not null,
  digest text not null,
  -- Kept until published or refused; a file in which somebody is named is not kept at all.
  content bytea,
  sent_by text not null,
  role text not null,
  region text,
  sent_at timestamptz not null,
  state text not null check (state in ('received', 'faulty', 'previewed', 'publishing', 'published', 'undoing', 'undone')),
  end_missing boolean not null default false,
  rows integer not null default 0,
  done integer not null default 0,
  total integer not null default 0,
  changed_at timestamptz not null
);
create index import_run_sent on vf.import_run (kind, sent_at desc);

create table vf.import_fault (
  run_id uuid not null references vf.import_run,
  number integer not null,
  line integer not null,
  position integer not null,
  field text not null,
  code text not null,
  swedish text not null,
  english text not null,
  primary key (run_id, number)
);

-- What publishing does, one row a resource: enough to do it, to show it, and to take it back.
create table vf.import_change (
  run_id uuid not null references vf.import_run,
  number integer not null,
  line integer not null,
  type text not null,
  resource_id text not null,
  what text not null check (what in ('new', 'changed', 'unchanged', 'gone')),
  before_version bigint not null default 0,
  before text,
  after text,
  differences jsonb not null default '[]',
  primary key (run_id, number)
);
create index import_change_resource on vf.import_change (type, resource_id);
