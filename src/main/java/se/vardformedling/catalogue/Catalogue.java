package se.vardformedling.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;

/**
 * Who offers what, where. Answers from rows that follow the FHIR resources in the same transaction.
 */
@Component
public class Catalogue implements ReadModel {
  private final JdbcClient sql;
  private final ObjectMapper json = new ObjectMapper();

  Catalogue(JdbcClient sql) {
    this.sql = sql;
  }

  /** Every offer of the vårdtjänster; one whose service, unit or place has closed is not active. */
  public List<Offer> offers(Collection<String> vardtjanster) {
    return sql.sql(
            """
            select o.*, p.latitude, p.longitude, p.version as place_version,
                   u.name as unit_name, u.version as unit_version,
                   o.active and coalesce(u.active, true) and coalesce(p.active, true) as offered
              from vf.offer o
              left join vf.place p on p.location_id = o.location_id
              left join vf.party u on u.organization_id = o.unit_id
             where o.vardtjanst = any(:codes)
            """)
        .param("codes", vardtjanster.toArray(String[]::new))
        .query((rows, n) -> offer(rows))
        .list();
  }

  /** The middle of a municipality's care places; empty if there is none. */
  public Optional<Position> municipality(String code) {
    return sql.sql(
            """
            select avg(latitude) as latitude, avg(longitude) as longitude
              from vf.place where municipality = :code and latitude is not null having count(*) > 0
            """)
        .param("code", code)
        .query((rows, n) -> new Position(rows.getDouble("latitude"), rows.getDouble("longitude")))
        .optional();
  }

  /** The middle of the care places in a town or village; empty if there is none. */
  public Optional<Position> locality(String name) {
    return sql.sql(
            """
            select avg(latitude) as latitude, avg(longitude) as longitude
              from vf.place where lower(locality) = lower(:name) and latitude is not null having count(*) > 0
            """)
        .param("name", name.strip())
        .query((rows, n) -> new Position(rows.getDouble("latitude"), rows.getDouble("longitude")))
        .optional();
  }

  /** Where a Location is; empty if nobody has said. */
  public Optional<Position> place(String locationId) {
    return sql.sql(
            "select latitude, longitude from vf.place where location_id = :id and latitude is not"
                + " null")
        .param("id", locationId)
        .query((rows, n) -> new Position(rows.getDouble("latitude"), rows.getDouble("longitude")))
        .optional();
  }

  /** Municipality codes of the places that have one, by Location. */
  public Map<String, String> municipalities(Collection<String> locationIds) {
    return sql
        .sql(
            "select location_id, municipality from vf.place where location_id = any(:ids) and"
                + " municipality is not null")
        .param("ids", locationIds.toArray(String[]::new))
        .query((rows, n) -> Map.entry(rows.getString(1), rows.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** The unit's own services of the vårdtjänst that are offered now. */
  public List<String> servicesOf(String unitId, String vardtjanst) {
    return sql.sql(
            "select service_id from vf.offered where unit_id = :unit and vardtjanst = :vardtjanst")
        .param("unit", unitId)
        .param("vardtjanst", vardtjanst)
        .query(String.class)
        .list();
  }

  /** Whether the vårdtjänst is among what the service stands for, offered now or not. */
  public boolean standsFor(String serviceId, String vardtjanst) {
    return sql.sql(
            "select exists (select 1 from vf.offer where service_id = :id and vardtjanst = :vardtjanst)")
        .param("id", serviceId)
        .param("vardtjanst", vardtjanst)
        .query(Boolean.class)
        .single();
  }

  /** The unit whose service it is, whether it is offered now or not. */
  public Optional<String> ownerOf(String serviceId) {
    return sql.sql(
            "select unit_id from vf.offer where service_id = :id order by vardtjanst limit 1")
        .param("id", serviceId)
        .query(String.class)
        .optional();
  }

  /** The unit that gives the service now; empty if it, its unit or its place has closed. */
  public Optional<String> unitOf(String serviceId) {
    return sql.sql("select unit_id from vf.offered where service_id = :id limit 1")
        .param("id", serviceId)
        .query(String.class)
        .optional();
  }

  public Optional<String> hsaIdOf(String organizationId) {
    return sql.sql("select hsa_id from vf.party where organization_id = :id and hsa_id is not null")
        .param("id", organizationId)
        .query(String.class)
        .optional();
  }

  /** The unit with the HSA-id. */
  public Optional<String> unitWithHsaId(String hsaId) {
    return sql.sql(
            "select organization_id from vf.party where hsa_id = :id order by active desc, organization_id limit 1")
        .param("id", hsaId)
        .query(String.class)
        .optional();
  }

  /** The länskod of a region's organisation; empty for any other organisation. */
  public Optional<String> countyOf(String organizationId) {
    return sql.sql("select county from vf.party where organization_id = :id and county is not null")
        .param("id", organizationId)
        .query(String.class)
        .optional();
  }

  /** The organisation of a region, by its länskod. */
  public Optional<String> regionOrganization(String county) {
    return sql.sql(
            "select organization_id from vf.party where county = :county order by organization_id"
                + " limit 1")
        .param("county", county)
        .query(String.class)
        .optional();
  }

  @Override
  public Set<String> types() {
    return Set.of("Organization", "Location", "HealthcareService");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.offer", "vf.place", "vf.party");
  }

  /** Not by truncate, which would make readers wait. */
  @Override
  public void clear() {
    tables().forEach(table -> sql.sql("delete from " + table).update());
  }

  @Override
  public void follow(IBaseResource resource) {
    String id = resource.getIdElement().getIdPart();
    if (resource instanceof Organization organization) {
      followOrganization(id, organization);
    } else if (resource instanceof Location location) {
      followLocation(id, location);
    } else if (resource instanceof HealthcareService service) {
      followService(id, service);
    }
  }

  private void followOrganization(String id, Organization organization) {
    sql.sql(
            """
            insert into vf.party (organization_id, version, name, county, hsa_id, active, part_of)
            values (:id, :version, :name, :county, :hsaId, :active, :partOf)
            on conflict (organization_id) do update
              set version = excluded.version, name = excluded.name, county = excluded.county, hsa_id = excluded.hsa_id, active = excluded.active, part_of = excluded.part_of
            """)
        .param("id", id)
        .param("version", organization.getIdElement().getVersionIdPartAsLong())
        .param("name", organization.getName())
        .param("county", CatalogueResource.county(organization))
        .param("hsaId", CatalogueResource.hsaId(organization))
        .param("active", CatalogueResource.active(organization))
        .param("partOf", CatalogueResource.partOf(organization))
        .update();
  }

  private void followLocation(String id, Location location) {
    Optional<Position> position = CatalogueResource.position(location);
    sql.sql(
            """
            insert into vf.place (location_id, version, name, latitude, longitude, municipality, locality, active)
            values (:id, :version, :name, :latitude, :longitude, :municipality, :locality, :active)
            on conflict (location_id) do update
              set version = excluded.version, name = excluded.name, latitude = excluded.latitude, longitude = excluded.longitude,
                  municipality = excluded.municipality, locality = excluded.locality, active = excluded.active
            """)
        .param("id", id)
        .param("version", location.getIdElement().getVersionIdPartAsLong())
        .param("name", location.getName())
        .param("latitude", position.map(Position::latitude).orElse(null))
        .param("longitude", position.map(Position::longitude).orElse(null))
        .param("municipality", CatalogueResource.municipality(location))
        .param("locality", location.getAddress().getCity())
        .param("active", CatalogueResource.active(location))
        .update();
  }

  private void followService(String id, HealthcareService service) {
    // What is new has no rows yet.
    if (service.getIdElement().getVersionIdPartAsLong() > 1) {
      sql.sql("delete from vf.offer where service_id = :id").param("id", id).update();
    }
    for (String vardtjanst : CatalogueResource.vardtjanster(service)) {
      sql.sql(
              """
              insert into vf.offer (service_id, vardtjanst, version, name, unit_id, location_id, active, acceptance,
                                    capacity, capacity_until)
              values (:id, :vardtjanst, :version, :name, :unit, :location, :active, :acceptance::jsonb, :capacity, :until)
              """)
          .param("id", id)
          .param("vardtjanst", vardtjanst)
          .param("version", service.getIdElement().getVersionIdPartAsLong())
          .param("name", service.getName())
          .param("unit", CatalogueResource.reference(service.getProvidedBy().getReference()))
          .param(
              "location", CatalogueResource.reference(service.getLocationFirstRep().getReference()))
          .param("active", service.getActive())
          .param("acceptance", write(CatalogueResource.acceptance(service)))
          .param("capacity", CatalogueResource.capacity(service))
          .param("until", CatalogueResource.capacityUntil(service))
          .update();
    }
  }

  private Offer offer(ResultSet row) throws SQLException {
    double latitude = row.getDouble("latitude");
    boolean placed = !row.wasNull();
    Date until = row.getDate("capacity_until");
    return new Offer(
        row.getString("service_id"),
        row.getString("vardtjanst"),
        row.getString("name"),
        row.getString("unit_id"),
        String.valueOf(row.getString("unit_name")),
        row.getString("location_id"),
        placed ? Optional.of(new Position(latitude, row.getDouble("longitude"))) : Optional.empty(),
        row.getBoolean("offered"),
        read(row.getString("acceptance")),
        row.getString("capacity"),
        Optional.ofNullable(until).map(Date::toLocalDate),
        new Offer.Versions(
            row.getLong("version"), row.getLong("unit_version"), row.getLong("place_version")));
  }

  private String write(List<Acceptance> acceptance) {
    try {
      return json.writeValueAsString(acceptance);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Acceptance> read(String acceptance) {
    try {
      return json.readValue(acceptance, new TypeReference<List<Acceptance>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
