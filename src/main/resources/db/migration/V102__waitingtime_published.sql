-- Every median that has been published, from when: an order of providers can be made again as it was. A version without a
-- value withdraws the report's figure.
create table vf.wait_published (
  report_id text not null,
  version bigint not null,
  published_at timestamptz not null,
  service_id text not null,
  kind text not null,
  value numeric,
  n integer not null,
  as_of date not null,
  source text not null,
  forecast jsonb,
  primary key (report_id, version)
);
create index wait_published_service on vf.wait_published (service_id, report_id, published_at desc);

-- What was there before this was kept counts from the day it is of.
insert into vf.wait_published
select report_id, 0, as_of::timestamp at time zone 'Europe/Stockholm', service_id, kind, value, n, as_of, source, forecast
  from vf.wait where metric = 'median' and span = '90';
