-- When a version was written, by the database's clock: a transaction that is open has written none before it began,
-- so all that is older than the oldest open transaction is complete. HAPI's own time is taken by each node, and
-- before the transaction begins. HAPI names its columns when it writes, so one more does not disturb it.
alter table hapi.hfj_res_ver add column if not exists vf_at timestamptz;
update hapi.hfj_res_ver set vf_at = res_updated where vf_at is null;
alter table hapi.hfj_res_ver alter column vf_at set default clock_timestamp();
create index if not exists vf_res_ver_at on hapi.hfj_res_ver (res_type, vf_at);
