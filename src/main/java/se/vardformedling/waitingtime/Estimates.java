package se.vardformedling.waitingtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.feed.FeedEstimate;

/** What units say themselves: the last word of each, as a row and as a report. */
@Component
class Estimates {
  private final JdbcClient sql;
  private final FhirStore store;
  private final Reports reports;

  Estimates(JdbcClient sql, FhirStore store, Reports reports) {
    this.sql = sql;
    this.store = store;
    this.reports = reports;
  }

  /**
   * In the caller's transaction. What is older than what the unit has said already is passed by.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void take(Edition edition, List<FeedEstimate> estimates) {
    Map<String, Place> places = places();
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (FeedEstimate estimate : estimates) {
      if (keep(estimate)) {
        Optional.ofNullable(places.get(key(estimate.serviceId(), estimate.vardtjanst())))
            .ifPresent(
                place ->
                    ReportResource.put(
                        bundle,
                        EstimateResource.report(
                            edition, estimate, place, Thresholds.CURRENT.version())));
      }
    }
    if (bundle.hasEntry()) {
      store.transaction(bundle);
      reports.withdraw(edition, false);
    }
  }

  private static String key(String service, String vardtjanst) {
    return service + "|" + vardtjanst;
  }

  private boolean keep(FeedEstimate estimate) {
    int kept =
        sql.sql(
                """
                insert into vf.wait_estimate (service_id, vardtjanst, reported, weeks, takes_others)
                values (:service, :vardtjanst, :reported, :weeks, :others)
                on conflict (service_id, vardtjanst) do update
                  set reported = excluded.reported, weeks = excluded.weeks, takes_others = excluded.takes_others
                  where excluded.reported >= vf.wait_estimate.reported
                """)
            .param("service", estimate.serviceId())
            .param("vardtjanst", estimate.vardtjanst())
            .param("reported", estimate.reported())
            .param("weeks", estimate.weeks())
            .param("others", estimate.takesOthers())
            .update();
    return kept > 0;
  }

  private Map<String, Place> places() {
    Map<String, Place> places = new HashMap<>();
    sql.sql(
            """
            select service_id, vardtjanst, unit_id, location_id, count(*) over (partition by service_id) > 1 as several
              from vf.offer
            """)
        .query(
            row -> {
              Place place =
                  new Place(
                      row.getString("service_id"),
                      row.getString("unit_id"),
                      row.getString("location_id"),
                      row.getString("vardtjanst"),
                      row.getBoolean("several"));
              places.put(key(place.serviceId(), place.vardtjanst()), place);
            });
    return places;
  }
}
