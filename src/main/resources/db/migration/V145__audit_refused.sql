-- What was refused is little beside what was done, and is asked for without a day.
create index access_log_refused on vf.access_log (region, at, id) where outcome <> 'done';
