-- Which definitions of the program are in HAPI's tables already, by the SHA-256 of their JSON.
create table vf.stored_definition (
  name text primary key,
  digest text not null
);
