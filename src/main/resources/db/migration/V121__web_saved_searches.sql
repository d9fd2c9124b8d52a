-- What a broker asks for often: a question about care and places, and nothing about a patient.
create table vf.saved_search (
  id uuid primary key,
  owner text not null,
  region text not null,
  name text not null check (char_length(name) between 1 and 70),
  query text not null,
  saved_at timestamptz not null,
  -- removed, and for a day to be had back
  removed_at timestamptz
);
create index saved_search_owner on vf.saved_search (owner, region);
