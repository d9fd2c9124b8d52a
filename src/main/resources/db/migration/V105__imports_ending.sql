-- What a file that is all there is would end: of which region, of how many that hold, and whether it is so much that somebody
-- has to consent.
alter table vf.import_run
  add column ends_of text,
  add column ending_known integer not null default 0,
  add column ending_held boolean not null default false;
