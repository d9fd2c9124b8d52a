package se.vardformedling.imports;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Location;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;

/** Where units give their care: which of several places a file means when it tells of one. */
@Component
class UnitPlaces {
  private static final int AT_ONCE = 250;

  private final JdbcClient sql;
  private final FhirStore store;

  UnitPlaces(JdbcClient sql, FhirStore store) {
    this.sql = sql;
    this.store = store;
  }

  /**
   * The place of a unit.
   *
   * @param own whether a file about the unit may change it: not one where others give care too, nor
   *     one of several, unless the unit manages it
   */
  record Place(String id, boolean own) {}

  private record There(String unit, String place, boolean active, boolean alone) {}

  /** By Organization. */
  Map<String, Place> all() {
    List<There> all =
        sql.sql(
                """
                select unit_id, location_id, active,
                       count(*) over (partition by unit_id) = 1 and count(*) over (partition by location_id) = 1 as alone
                  from (select unit_id, location_id, bool_or(active) as active from vf.offer
                         where location_id <> '' group by 1, 2) there
                """)
            .query(
                (row, n) ->
                    new There(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
            .list();
    Map<String, String> managed =
        managed(
            all.stream()
                .filter(there -> !there.alone())
                .map(There::place)
                .distinct()
                .sorted()
                .toList());
    Map<String, List<There>> byUnit = all.stream().collect(Collectors.groupingBy(There::unit));
    Map<String, Place> places = new HashMap<>();
    byUnit.forEach((unit, there) -> places.put(unit, chosen(there, managed)));
    return places;
  }

  private static Place chosen(List<There> there, Map<String, String> managed) {
    Comparator<There> order =
        Comparator.<There, Boolean>comparing(one -> !own(one, managed))
            .thenComparing(one -> !one.active())
            .thenComparing(There::place);
    There first = there.stream().min(order).orElseThrow();
    return new Place(first.place(), own(first, managed));
  }

  private static boolean own(There there, Map<String, String> managed) {
    return there.alone() || there.unit().equals(managed.get(there.place()));
  }

  /** The Organization that manages each. */
  private Map<String, String> managed(List<String> places) {
    Map<String, String> managed = new HashMap<>();
    for (int from = 0; from < places.size(); from += AT_ONCE) {
      store
          .readAll(Location.class, places.subList(from, Math.min(places.size(), from + AT_ONCE)))
          .forEach(
              place ->
                  managed.put(
                      place.getIdElement().getIdPart(),
                      String.valueOf(
                          place.getManagingOrganization().getReferenceElement().getIdPart())));
    }
    return managed;
  }
}
