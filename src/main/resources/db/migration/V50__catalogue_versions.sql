-- Which version a row was told from: what is kept of a resource in memory is found by id and version.
alter table vf.party add column version bigint not null default 0;
alter table vf.place add column version bigint not null default 0;
update vf.party set version = coalesce(
  (select r.res_ver from hapi.hfj_resource r where r.res_type = 'Organization' and r.fhir_id = organization_id), 0);
update vf.place set version = coalesce(
  (select r.res_ver from hapi.hfj_resource r where r.res_type = 'Location' and r.fhir_id = location_id), 0);
