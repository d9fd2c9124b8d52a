-- That somebody has called a patient who waits, and what came of it: one row a call, never changed. On a regional node only.
create table vf.outreach_call (
  id bigint generated always as identity primary key,
  need_id text not null,
  at timestamptz not null,
  outcome text not null,
  subject text not null
);
create index outreach_call_need on vf.outreach_call (need_id, id);
