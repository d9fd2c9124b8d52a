-- A day begins with counting the open cases of a region, or of a unit: they are found without those of others and without
-- those that have ended.
create index case_file_region on vf.case_file (region, case_id);
create index case_file_unit on vf.case_file (requester_unit, case_id);
create index case_task_open on vf.case_task (case_id, state)
 where kind = 'broker-case' and status not in ('completed', 'cancelled', 'failed', 'rejected', 'entered-in-error');
