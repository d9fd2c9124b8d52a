-- Of the type that is being read: how many the catalogue says there are, and how many have come.
alter table vf.hvo_run
  add column at_said integer,
  add column at_come integer not null default 0,
  -- The types of which not all came: what was not seen of them may be there still.
  add column cut_short text[] not null default '{}';

-- The pages that the type has led to so far: one that leads back to them would go round for ever.
create table vf.hvo_page (
  run_id uuid not null references vf.hvo_run on delete cascade,
  page bytea not null,
  primary key (run_id, page)
);
