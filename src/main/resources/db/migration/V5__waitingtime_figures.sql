create table vf.wait (
  report_id text not null,
  metric text not null,
  service_id text not null,
  kind text not null,
  value numeric,
  n integer not null,
  period_start date,
  period_end date,
  as_of date not null,
  source text not null,
  primary key (report_id, metric)
);
create index wait_service on vf.wait (service_id, kind, as_of desc);
