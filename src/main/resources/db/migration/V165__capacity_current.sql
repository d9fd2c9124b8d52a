-- What stands is a small part of all that has ever been announced.
create index announcement_current on vf.announcement (valid_to, task_id) where state in ('draft', 'published', 'agreed');
