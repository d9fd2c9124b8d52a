-- Whose each HSA-id is: of a type, one resource that is in force. Several that had the same before this was kept stay as
-- they are, all but the first marked as sharing it, and are told of by `check`.
create table vf.hsa_holder (
  type text not null check (type in ('Organization', 'Location', 'HealthcareService')),
  hsa_id text not null,
  resource_id text not null,
  shared boolean not null default false,
  primary key (type, hsa_id, resource_id)
);
create unique index hsa_holder_one on vf.hsa_holder (type, hsa_id) where not shared;
create index hsa_holder_resource on vf.hsa_holder ((type || '/' || resource_id));

-- On a new database this comes before the columns that say what is active, and there is nothing to take over.
insert into vf.hsa_holder (type, hsa_id, resource_id, shared)
select 'Organization', upper(hsa_id), organization_id,
       row_number() over (partition by upper(hsa_id) order by organization_id) > 1
  from vf.party p where coalesce(cast(to_jsonb(p) ->> 'active' as boolean), true) and hsa_id is not null;

insert into vf.hsa_holder (type, hsa_id, resource_id, shared)
select type, hsa_id, resource_id, row_number() over (partition by type, hsa_id order by resource_id) > 1
  from (select distinct r.res_type as type, upper(t.sp_value) as hsa_id, r.fhir_id as resource_id
          from hapi.hfj_spidx_token t
          join hapi.hfj_resource r on r.res_id = t.res_id and r.res_deleted_at is null
         where t.sp_name = 'identifier' and t.sp_system = 'urn:oid:1.2.752.29.4.19' and t.sp_value is not null
           and ((r.res_type = 'Location'
                 and exists (select 1 from vf.place p where p.location_id = r.fhir_id
                                and coalesce(cast(to_jsonb(p) ->> 'active' as boolean), true)))
             or (r.res_type = 'HealthcareService'
                 and exists (select 1 from vf.offer o where o.service_id = r.fhir_id and o.active)))) said;
