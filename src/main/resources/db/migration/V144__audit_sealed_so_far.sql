-- How far the log is sealed is asked every minute, of a log that only grows.
create index access_seal_last on vf.access_seal (last_id);
