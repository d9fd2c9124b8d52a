-- db-scheduler's table: what waits for a time, claimed by one node at a time.
create table vf.timer (
  task_name text not null,
  task_instance text not null,
  task_data bytea,
  execution_time timestamptz not null,
  picked boolean not null,
  picked_by text,
  last_success timestamptz,
  last_failure timestamptz,
  consecutive_failures int,
  last_heartbeat timestamptz,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index timer_execution_time on vf.timer (execution_time);
create index timer_last_heartbeat on vf.timer (last_heartbeat);
