-- Rows follow the FHIR resources in the same transaction; everything here can be rebuilt from them.
create table vf.party (
  organization_id text primary key,
  name text not null,
  county text,
  hsa_id text
);
create index party_county on vf.party (county) where county is not null;
create index party_hsa_id on vf.party (hsa_id) where hsa_id is not null;

create table vf.place (
  location_id text primary key,
  name text not null,
  latitude double precision,
  longitude double precision,
  municipality text
);
create index place_municipality on vf.place (municipality);

create table vf.offer (
  service_id text not null,
  vardtjanst text not null,
  version bigint not null,
  name text not null,
  unit_id text not null,
  location_id text not null,
  active boolean not null,
  acceptance jsonb not null,
  capacity text not null,
  capacity_until date,
  primary key (vardtjanst, service_id)
);
create index offer_service on vf.offer (service_id);
