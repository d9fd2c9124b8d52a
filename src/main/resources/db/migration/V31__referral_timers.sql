-- Which moments wait for a Task: what is not here any more is moot when it comes.
create table vf.case_timer (
  task_id text not null,
  case_id text not null,
  deadline text not null,
  timer_id text not null,
  moment timestamptz not null,
  primary key (task_id, deadline)
);
create index case_timer_case on vf.case_timer (case_id);
