-- Snapshots of the catalogue that somebody has asked for, and how far each has come.
create table vf.export_job (
  id uuid primary key,
  asked_by text not null,
  asked_at timestamptz not null,
  -- All that was complete then, and nothing later.
  as_of timestamptz not null,
  types text[] not null,
  at_type integer not null default 0,
  after_id text not null default '',
  done integer not null default 0,
  total integer not null,
  state text not null check (state in ('working', 'done')),
  finished_at timestamptz
);
create index export_job_asked on vf.export_job (asked_at);

-- One file of NDJSON, packed; in the database, so that any node can give it.
create table vf.export_part (
  job_id uuid not null references vf.export_job on delete cascade,
  number integer not null,
  type text not null,
  resources integer not null,
  content bytea not null,
  primary key (job_id, number)
);
