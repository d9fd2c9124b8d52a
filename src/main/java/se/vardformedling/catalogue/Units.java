package se.vardformedling.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What organisations are called, and one unit with its services. */
@Component
public class Units {
  /** Steps from a ward to its region, with room; what is part of itself ends here too. */
  private static final int HIGHEST = 8;

  private final JdbcClient sql;

  Units(JdbcClient sql) {
    this.sql = sql;
  }

  /** The names of those that are known, by Organization. */
  public Map<String, String> names(Collection<String> organizationIds) {
    return sql
        .sql("select organization_id, name from vf.party where organization_id = any(:ids)")
        .param("ids", organizationIds.toArray(String[]::new))
        .query((rows, n) -> Map.entry(rows.getString(1), rows.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The länskod of the region that runs each: the first region on the way up through what it is
   * part of. A unit that is not there belongs to no region, as far as the catalogue knows.
   */
  public Map<String, String> runBy(Collection<String> organizationIds) {
    return sql
        .sql(
            """
            with recursive way (unit, organization, steps) as (
              select organization_id, organization_id, 0 from vf.party where organization_id = any(:ids)
              union all
              select w.unit, p.part_of, w.steps + 1
                from way w join vf.party p on p.organization_id = w.organization
               where p.part_of is not null and w.steps < :most)
            select distinct on (w.unit) w.unit, p.county
              from way w join vf.party p on p.organization_id = w.organization
             where p.county is not null order by w.unit, w.steps
            """)
        .param("ids", organizationIds.toArray(String[]::new))
        .param("most", HIGHEST)
        .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * The länskod of the region that runs each or, when none does, of where it stands; nothing of one
   * of which neither is known.
   */
  public Map<String, String> regions(Collection<String> organizationIds) {
    Map<String, String> regions =
        new HashMap<>(
            sql
                .sql(
                    """
                    select o.unit_id, min(left(p.municipality, 2))
                      from vf.offer o join vf.place p on p.location_id = o.location_id
                     where o.unit_id = any(:ids) and p.municipality is not null group by 1
                    """)
                .param("ids", organizationIds.toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    regions.putAll(runBy(organizationIds));
    return regions;
  }

  /** The unit; empty for an organisation that gives no care. */
  public Optional<Unit> find(String organizationId) {
    List<Unit.Care> services = services(organizationId);
    return services.isEmpty()
        ? Optional.empty()
        : sql.sql(
                """
                select u.organization_id, u.name, u.hsa_id, coalesce(min(left(p.municipality, 2)), '') as county
                  from vf.party u
                  join vf.offer o on o.unit_id = u.organization_id
                  left join vf.place p on p.location_id = o.location_id
                 where u.organization_id = :id group by 1, 2, 3
                """)
            .param("id", organizationId)
            .query(
                (row, n) ->
                    new Unit(
                        row.getString("organization_id"),
                        row.getString("name"),
                        Optional.ofNullable(row.getString("hsa_id")),
                        row.getString("county"),
                        services))
            .optional();
  }

  private List<Unit.Care> services(String organizationId) {
    return sql.sql(
            """
            select o.service_id, o.vardtjanst, o.name, o.capacity, n.service_id is not null as active
              from vf.offer o
              left join vf.offered n on n.service_id = o.service_id and n.vardtjanst = o.vardtjanst
             where o.unit_id = :id order by o.name, o.vardtjanst
            """)
        .param("id", organizationId)
        .query(
            (row, n) ->
                new Unit.Care(
                    row.getString("service_id"),
                    row.getString("vardtjanst"),
                    row.getString("name"),
                    row.getBoolean("active"),
                    row.getString("capacity")))
        .list();
  }
}
