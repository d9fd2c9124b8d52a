-- A regional node's dealings with the national node: what is told, and what is known from there.
create table vf.national_message (
  id uuid primary key,
  kind text not null check (kind in ('need', 'report')),
  -- The need's id here, or the Task's id, which is the same here and there.
  subject text not null,
  -- Built from an allow-list; nothing else is ever told.
  content jsonb not null,
  state text not null check (state in ('queued', 'done', 'refused')),
  attempts integer not null default 0,
  answer text not null default '',
  made_at timestamptz not null,
  answered_at timestamptz
);
create index national_message_subject on vf.national_message (subject, made_at);
-- A need is told of once at a time.
create unique index national_message_need on vf.national_message (subject) where kind = 'need' and state = 'queued';

-- Which need here is which case there. The national node has no such row.
create table vf.national_case (
  need_id text primary key,
  case_id text not null unique,
  known_at timestamptz not null
);

-- The Tasks that concern our units, as they were read last.
create table vf.national_task (
  task_id text primary key,
  version text not null,
  kind text not null,
  case_id text not null,
  status text not null,
  state text not null,
  owner text,
  requester text,
  case_task text,
  changed_at timestamptz not null
);
create index national_task_case on vf.national_task (case_id);

-- How far the national node has been read.
create table vf.national_read (
  one boolean primary key default true check (one),
  until timestamptz not null
);
