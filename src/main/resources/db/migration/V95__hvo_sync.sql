-- One row a time that the national catalogue has been read: where it is, and where it goes on after a crash.
create table vf.hvo_run (
  id uuid primary key,
  whole boolean not null,
  accept_endings boolean not null,
  started_by text not null,
  started_at timestamptz not null,
  changed_at timestamptz not null,
  state text not null check (state in ('fetching', 'storing', 'ending', 'held', 'done')),
  types text[] not null default '{}',
  -- The type that is being read, and its page; no page is its first.
  at_type integer not null default 0,
  next_page text,
  fetched integer not null default 0,
  stored integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  ended integer not null default 0,
  problem text
);
create unique index hvo_run_one_at_a_time on vf.hvo_run ((true)) where state in ('fetching', 'storing', 'ending');
create index hvo_run_started on vf.hvo_run (started_at desc);

-- From when on a type's changes are asked for the next time.
create table vf.hvo_watermark (
  type text primary key,
  since timestamptz not null
);

-- What the national catalogue said last, in R4, still with its own ids, and what it is here.
create table vf.hvo_source (
  type text not null,
  upstream_id text not null,
  local_id text not null,
  body text not null,
  hash text not null,
  parent text,
  organisation_number text,
  owner text,
  -- What it is made of besides itself, as type/id.
  uses text[] not null default '{}',
  name text,
  seen_by uuid,
  waiting boolean not null,
  stored boolean not null default false,
  -- It points to something that is not here.
  dangling boolean not null default false,
  -- Left out of a whole reading, and ended here.
  gone boolean not null default false,
  -- The day on which it begins or ends to hold.
  turns date,
  problem text,
  primary key (type, upstream_id)
);
create index hvo_source_waiting on vf.hvo_source (type) where waiting;
create index hvo_source_number on vf.hvo_source (organisation_number) where organisation_number is not null;
create index hvo_source_owner on vf.hvo_source (owner) where owner is not null;
create index hvo_source_uses on vf.hvo_source using gin (uses);
