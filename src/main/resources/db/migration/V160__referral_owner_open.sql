-- What is asked of a unit begins its day: it is found without looking through all that the unit has ever been asked.
create index case_task_owner_open on vf.case_task (owner_id)
 where status not in ('completed', 'cancelled', 'failed', 'rejected', 'entered-in-error');
