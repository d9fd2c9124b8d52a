-- That the patient was given the leaflet: one row each time, never changed, and nothing about the patient.
create table vf.case_leaflet (
  id bigint generated always as identity primary key,
  case_id text not null,
  at timestamptz not null,
  channel text not null check (channel in ('paper', 'letter', 'e-service', 'read-aloud')),
  version text not null check (version in ('sv', 'latt', 'en')),
  subject text not null,
  role text not null
);
create index case_leaflet_case on vf.case_leaflet (case_id, id);
