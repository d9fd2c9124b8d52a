package se.vardformedling.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.terminology.Terms;

/** Which resources the names in a file stand for. Everything is read once, for one file. */
@Component
class Lookups {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  private final JdbcClient sql;
  private final Terms terms;

  Lookups(JdbcClient sql, Terms terms) {
    this.sql = sql;
    this.terms = terms;
  }

  /**
   * What there is now.
   *
   * @param units Organization by HSA-id
   * @param places Location by Organization
   * @param regions Organization by länskod
   * @param services HealthcareService by Organization and vårdtjänst, joined by a bar
   */
  record Known(
      Map<String, String> units,
      Map<String, String> places,
      Map<String, String> regions,
      Map<String, String> services) {

    Optional<String> service(String unitId, String vardtjanst) {
      return Optional.ofNullable(services.get(unitId + "|" + vardtjanst));
    }

    /** Whether the service stands for more than one vårdtjänst. */
    boolean several(String serviceId) {
      return services.values().stream().filter(serviceId::equals).count() > 1;
    }
  }

  Known known() {
    return new Known(
        pairs(
            """
            select distinct on (hsa_id) hsa_id, organization_id from vf.party where hsa_id is not null
             order by hsa_id, active desc, organization_id
            """),
        pairs("select unit_id, min(location_id) from vf.offer group by unit_id"),
        pairs(
            "select county, min(organization_id) from vf.party where county is not null group by county"),
        pairs(
            "select unit_id || '|' || vardtjanst, min(service_id) from vf.offer group by unit_id, vardtjanst"));
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
