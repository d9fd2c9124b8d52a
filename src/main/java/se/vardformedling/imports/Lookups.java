package se.vardformedling.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Units;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.terminology.Terms;

/** Which resources the names in a file stand for. Everything is read once, for one file. */
@Component
class Lookups {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  private final JdbcClient sql;
  private final Terms terms;
  private final Units units;
  private final UnitPlaces places;

  Lookups(JdbcClient sql, Terms terms, Units units, UnitPlaces places) {
    this.sql = sql;
    this.terms = terms;
    this.units = units;
    this.places = places;
  }

  /**
   * What there is now. Of several that bear one name that which holds comes first.
   *
   * @param units Organization by HSA-id in capitals
   * @param places by Organization
   * @param regions Organization by länskod
   * @param services HealthcareService by Organization and vårdtjänst, joined by a bar
   * @param manifold the services that stand for more than one vårdtjänst
   */
  record Known(
      Map<String, String> units,
      Map<String, UnitPlaces.Place> places,
      Map<String, String> regions,
      Map<String, String> services,
      Set<String> manifold) {

    Optional<String> unit(String hsaId) {
      return Optional.ofNullable(units.get(hsaId.toUpperCase(Locale.ROOT)));
    }

    Optional<String> service(String unitId, String vardtjanst) {
      return Optional.ofNullable(services.get(unitId + "|" + vardtjanst));
    }

    /** Whether the service stands for more than one vårdtjänst. */
    boolean several(String serviceId) {
      return manifold.contains(serviceId);
    }
  }

  Known known() {
    Map<String, String> services =
        pairs(
            """
            select distinct on (unit_id, vardtjanst) unit_id || '|' || vardtjanst, service_id
              from vf.offer order by unit_id, vardtjanst, active desc, service_id
            """);
    Set<String> seen = new HashSet<>();
    Set<String> manifold = new HashSet<>();
    services.values().stream().filter(one -> !seen.add(one)).forEach(manifold::add);
    return new Known(
        pairs(
            """
            select distinct on (upper(hsa_id)) upper(hsa_id), organization_id from vf.party where hsa_id is not null
             order by upper(hsa_id), active desc, organization_id
            """),
        places.all(),
        pairs(
            """
            select distinct on (county) county, organization_id from vf.party where county is not null
             order by county, active desc, organization_id
            """),
        services,
        manifold);
  }

  /** The region of each unit, for a sender who acts for one; nobody else is asked whose it is. */
  Map<String, String> regions(Optional<String> sender, Known known) {
    return sender.isEmpty() ? Map.of() : units.regions(known.units().values());
  }

  /** The Contracts that hold, by {@link AgreementFileResource#key}. */
  Map<String, List<String>> agreements() {
    Map<String, List<String>> agreements = new HashMap<>();
    sql.sql(
            """
            select p.county, a.number, a.contract_id
              from vf.agreement a join vf.party p on p.organization_id = a.commissioner_id
             where p.county is not null and a.status = 'executed' order by a.contract_id
            """)
        .query(
            row -> {
              agreements
                  .computeIfAbsent(
                      AgreementFileResource.key(row.getString(1), row.getString(2)),
                      key -> new ArrayList<>())
                  .add(row.getString(3));
            });
    return agreements;
  }

  boolean vardtjanst(String code) {
    return terms.concept(Canonical.codeSystem("vardtjanst"), code).isPresent();
  }

  String name(String vardtjanst) {
    return terms.display(Canonical.codeSystem("vardtjanst"), vardtjanst, SWEDISH);
  }

  private Map<String, String> pairs(String statement) {
    Map<String, String> pairs = new HashMap<>();
    sql.sql(statement)
        .query(
            rows -> {
              pairs.put(rows.getString(1), rows.getString(2));
            });
    return pairs;
  }
}
