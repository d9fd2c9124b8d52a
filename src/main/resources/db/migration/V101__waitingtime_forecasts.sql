-- How a forecast was made and how its model did on held-back months; null for what is no forecast.
alter table vf.wait add column forecast jsonb;

-- How every model did on months that it had not seen, the last time the forecasts were made.
create table vf.wait_trial (
  vardtjanst text not null,
  source text not null,
  model text not null,
  chosen boolean not null,
  months integer not null,
  n integer not null,
  coverage numeric not null,
  within14 numeric not null,
  pinball numeric not null,
  bias numeric not null,
  trained_until date not null,
  primary key (vardtjanst, source, model)
);
