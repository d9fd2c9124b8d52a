-- A quality figure of a service, in per cent, and what is usual: for knee replacement the risk of reoperation within two years.
create table vf.quality (
  service_id text primary key,
  indicator text not null,
  rate numeric not null check (rate >= 0),
  benchmark numeric not null check (benchmark > 0),
  source text not null,
  updated date not null
);
