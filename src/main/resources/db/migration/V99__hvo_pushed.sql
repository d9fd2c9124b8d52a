-- When it was sent to us and not read: a reading that does not have it yet is no sign that it has ended.
alter table vf.hvo_source add column pushed_at timestamptz;
