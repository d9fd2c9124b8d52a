-- What the feeds said, counted: no row of a person is kept. Figures can be computed again from here for 18 months.
create table vf.wait_feed (
  feed_id bigint generated always as identity primary key,
  source text not null,
  name text not null,
  read_at timestamptz not null,
  data_as_of date not null,
  period_from date not null,
  period_to date not null,
  synthetic boolean not null,
  row_count integer not null,
  accepted integer not null,
  refused boolean not null,
  response numeric not null,
  problems jsonb not null,
  published_at timestamptz
);
create index wait_feed_source on vf.wait_feed (source, feed_id desc);

create table vf.wait_count (
  source text not null,
  vardtjanst text not null,
  service_id text not null,
  status text not null check (status in ('performed', 'waiting', 'removed')),
  day date not null,
  days integer not null check (days >= 0),
  counted integer not null check (counted >= 0),
  paused integer not null check (paused >= 0),
  need text not null,
  anaesthesia text not null,
  severe integer not null,
  n integer not null check (n > 0)
);
create index wait_count_vardtjanst on vf.wait_count (source, vardtjanst);

create table vf.wait_estimate (
  service_id text primary key,
  vardtjanst text not null,
  reported date not null,
  weeks integer not null,
  takes_others boolean not null
);

-- Figures as they may leave the server: masked ones have no value.
create table vf.wait_figure (
  vardtjanst text not null,
  source text not null,
  clock text not null,
  level text not null check (level in ('unit', 'region', 'nation')),
  place text not null,
  slice text not null,
  span text not null,
  state text not null check (state in ('shown', 'masked', 'missing', 'none')),
  n integer,
  median numeric,
  p25 numeric,
  p75 numeric,
  p90 numeric,
  share_90 numeric,
  share_asa34 numeric,
  calendar_median numeric,
  previous_median numeric,
  period_start date not null,
  period_end date not null,
  data_as_of date not null,
  coverage numeric not null,
  synthetic boolean not null,
  rule_version text not null,
  primary key (vardtjanst, level, span, slice, clock, source, place)
);
create index wait_figure_place on vf.wait_figure (place, vardtjanst);

-- A report gives figures of several periods: days back from its last day, or a month.
alter table vf.wait add column span text not null default '90';
alter table vf.wait drop constraint wait_pkey;
alter table vf.wait add primary key (report_id, metric, span);
