-- What lists of cases are read from: rows that follow the need and the Tasks of a case.
create table vf.case_need (
  case_id text primary key,
  need_id text not null,
  requester_id text,
  vardtjanst text,
  priority text,
  status text not null,
  clock_kind text,
  clock_start date,
  due date
);
create index case_need_due on vf.case_need (due);

create table vf.case_task (
  task_id text primary key,
  case_id text not null,
  kind text not null,
  state text not null,
  status text not null,
  version bigint not null,
  owner_id text,
  focus_id text,
  opened timestamptz,
  since timestamptz,
  ends timestamptz
);
create index case_task_case on vf.case_task (case_id, kind);
create index case_task_owner on vf.case_task (owner_id, kind, state);

-- Who moved what, when and why: one row a move, never changed.
create table vf.case_event (
  id bigint generated always as identity primary key,
  case_id text not null,
  task_id text not null,
  kind text not null,
  move text not null,
  verb text not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  actor text not null,
  subject text not null,
  unit text,
  reason text,
  inputs jsonb not null default '{}'
);
create index case_event_case on vf.case_event (case_id, id);
create index case_event_task on vf.case_event (task_id, to_state);
