-- Who of the region's brokers has taken a case; no row when nobody has. Who had it before is in the access log.
create table vf.case_handler (
  case_id text primary key,
  subject text not null,
  at timestamptz not null
);
create index case_handler_subject on vf.case_handler (subject);
