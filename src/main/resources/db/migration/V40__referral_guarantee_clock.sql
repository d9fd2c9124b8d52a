-- What has happened to the guarantee of a case, in order. Rows are added and never changed: the clock is reckoned from them.
create table vf.guarantee_event (
  seq bigint generated always as identity primary key,
  case_id text not null,
  kind text not null check (kind in ('started', 'paused-medical', 'paused-by-patient', 'resumed', 'declined', 'regretted',
                                     'chose-other-region', 'booked', 'unbooked', 'performed', 'closed')),
  day date not null,
  -- started and regretted: the law and the limit that hold for the clock that begins
  law text,
  limit_days integer check (limit_days between 0 and 90),
  -- evidence: the day of the care offered or booked, and the days on which the patient was informed, said no, was assessed
  care_day date,
  informed_day date,
  refused_day date,
  assessed_day date,
  -- what the event came with, so that the same thing is never recorded twice
  source text not null,
  recorded_at timestamptz not null,
  check ((kind in ('started', 'regretted')) = (law is not null and limit_days is not null)),
  check (kind <> 'paused-by-patient' or (care_day is not null and informed_day is not null and refused_day is not null)),
  check (kind <> 'paused-medical' or assessed_day is not null),
  unique (case_id, kind, source)
);
create index guarantee_event_case on vf.guarantee_event (case_id, seq);

create function vf.guarantee_event_stays() returns trigger language plpgsql as $$
begin
  raise exception 'events of the guarantee clock are only added';
end $$;
create trigger guarantee_event_stays before update or delete on vf.guarantee_event
  for each row execute function vf.guarantee_event_stays();

-- Where the clock of each case stands: kept in the transaction of every event and brought up to date once a day.
create table vf.guarantee_clock (
  case_id text primary key,
  task_id text not null,
  need_id text not null,
  region text not null,
  requester_unit text not null,
  requester_id text not null,
  vardtjanst text not null,
  kind text not null,
  start_day date not null,
  due_day date not null,
  state text not null check (state in ('within', 'at-risk', 'broken')),
  reasons text[] not null,
  ended boolean not null,
  reckoned_on date not null
);
create index guarantee_clock_due on vf.guarantee_clock (region, state, due_day);
create index guarantee_clock_reckoned on vf.guarantee_clock (reckoned_on) where not ended;

-- A region's own limit, shorter than the law's, for a vårdtjänst or (vardtjanst = '*') for all of them.
create table vf.guarantee_limit (
  region text not null,
  vardtjanst text not null,
  kind text not null check (kind in ('contact', 'assessment', 'first-visit', 'treatment')),
  valid_from date not null,
  days integer not null check (days >= 0 and days <= case kind when 'contact' then 0 when 'assessment' then 3 else 90 end),
  set_by text not null,
  set_at timestamptz not null,
  primary key (region, vardtjanst, kind, valid_from)
);
