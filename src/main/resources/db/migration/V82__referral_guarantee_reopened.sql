-- A closed case may be reopened, and its clock goes on.
alter table vf.guarantee_event drop constraint guarantee_event_kind_check;
alter table vf.guarantee_event add constraint guarantee_event_kind_check
  check (kind in ('started', 'paused-medical', 'paused-by-patient', 'resumed', 'declined', 'regretted',
                  'chose-other-region', 'booked', 'unbooked', 'performed', 'closed', 'reopened'));
