-- What the units of national Tasks are called there, so that people here read a name.
create table vf.national_unit (
  hsa_id text primary key,
  name text not null
);
