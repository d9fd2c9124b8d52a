-- One row a case: what is locked while the case moves, and what makes a case ID unique.
create table vf.case_file (
  case_id text primary key,
  need_id text not null,
  task_id text,
  region text not null,
  requester_unit text not null,
  previous_state text
);
