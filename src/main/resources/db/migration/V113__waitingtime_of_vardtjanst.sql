-- A service may stand for several vårdtjänster, each with waits of its own. Empty: the report does not say which, as those
-- from before; it counts for a vårdtjänst of which nothing is told by name.
alter table vf.wait add column vardtjanst text not null default '';
alter table vf.wait_published add column vardtjanst text not null default '';
alter table vf.wait_estimate drop constraint wait_estimate_pkey;
alter table vf.wait_estimate add primary key (service_id, vardtjanst);
