package se.vardformedling.waitingtime;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.MeasureReport;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.timer.Recurring;
import se.vardformedling.waitingtime.BookedVisits.Visits;
import se.vardformedling.waitingtime.Figures.Edition;

/**
 * Publishes how booked visits ended, from this node's own cases: once for each week, rows for the
 * pages and reports for FHIR in one transaction for each vårdtjänst.
 */
@Component
class VisitFigures implements Recurring {
  private final BookedVisits visits;
  private final Figures figures;
  private final Publication publication;
  private final FhirStore store;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final boolean synthetic;
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);

  VisitFigures(
      BookedVisits visits,
      Figures figures,
      Publication publication,
      FhirStore store,
      JdbcClient sql,
      TransactionTemplate transaction,
      Clock clock,
      Environment environment) {
    this.visits = visits;
    this.figures = figures;
    this.publication = publication;
    this.store = store;
    this.sql = sql;
    this.transaction = transaction;
    this.clock = clock;
    this.synthetic = environment.acceptsProfiles(Profiles.of("demo"));
  }

  @Override
  public String name() {
    return "publish-visits";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(6);
  }

  @Override
  public void run() {
    LocalDate last = VisitRules.last(LocalDate.now(clock));
    Map<String, List<Visits>> ended =
        visits.ended(VisitRules.first(last), last).stream()
            .collect(Collectors.groupingBy(Visits::vardtjanst));
    TreeSet<String> all = new TreeSet<>(ended.keySet());
    all.addAll(figures.vardtjanster(VisitRules.SOURCE));
    Edition edition = new Edition(0, VisitRules.SOURCE, last, last, null, synthetic);
    for (String vardtjanst : all) {
      transaction.executeWithoutResult(
          status -> publish(edition, vardtjanst, ended.getOrDefault(vardtjanst, List.of())));
    }
  }

  private void publish(Edition edition, String vardtjanst, List<Visits> ended) {
    Publication.lock(sql, VisitRules.SOURCE);
    Map<FigureKey, Published> before = figures.published(edition, vardtjanst);
    List<Published> rows =
        HeldRules.held(
            before,
            ended.stream()
                .sorted(Comparator.comparing(Visits::serviceId))
                .map(one -> VisitRules.row(one, edition.to(), disclosure))
                .toList(),
            Map.of(),
            edition.dataAsOf(),
            disclosure);
    List<Published> changed =
        rows.stream().filter(row -> !row.equals(before.get(row.row().key()))).toList();
    List<FigureKey> gone = new ArrayList<>(before.keySet());
    rows.forEach(row -> gone.remove(row.row().key()));
    if (changed.isEmpty() && gone.isEmpty()) {
      return;
    }
    String rule = disclosure.thresholds().version();
    figures.replace(edition, vardtjanst, rows, rule);
    Map<String, Place> places = publication.places(vardtjanst);
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (Published row : changed) {
      Place place = places.get(row.row().key().place());
      if (place != null) {
        report(bundle, edition, row, place, rule);
      }
    }
    gone.stream()
        .filter(key -> places.containsKey(key.place()))
        .forEach(key -> withdraw(bundle, Objects.requireNonNull(places.get(key.place()))));
    if (bundle.hasEntry()) {
      store.transaction(bundle);
    }
  }

  private void report(Bundle bundle, Edition edition, Published row, Place place, String rule) {
    if (row.row().state().equals("shown")) {
      ReportResource.put(
          bundle, ReportResource.visits(edition.from(row.asOf()), row.row(), place, rule));
    } else {
      withdraw(bundle, place);
    }
  }

  /** What was told is told no more; of what never was there is nothing to say. */
  private void withdraw(Bundle bundle, Place place) {
    store
        .find(MeasureReport.class, place.reportId(VisitRules.CLOCK, VisitRules.SOURCE))
        .ifPresent(told -> ReportResource.put(bundle, ReportResource.withdrawn(told)));
  }
}
