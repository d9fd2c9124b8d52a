-- Of which vårdtjänst of the service the figure is; empty: it does not say, and counts for one of which nothing else is told.
alter table vf.quality add column vardtjanst text not null default '';
alter table vf.quality drop constraint quality_pkey;
alter table vf.quality add primary key (service_id, vardtjanst);
