-- Whether a unit was here before the catalogue told of it. It may be called here what it is called
-- there; of those that were stored before this was kept, only the others are known.
alter table vf.hvo_source add column adopted boolean not null default false;
update vf.hvo_source set adopted = true where local_id <> upstream_id;
