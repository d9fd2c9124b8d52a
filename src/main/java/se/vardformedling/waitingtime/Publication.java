package se.vardformedling.waitingtime;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.waitingtime.Figures.Edition;

/**
 * Computes the figures of a source for 18 months and publishes them: rows for the pages and reports
 * for FHIR, one transaction for each vårdtjänst; then the forecasts.
 */
@Component
class Publication {
  private final Figures figures;
  private final ForecastPublication forecasts;
  private final FhirStore store;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);

  Publication(
      Figures figures,
      ForecastPublication forecasts,
      FhirStore store,
      JdbcClient sql,
      TransactionTemplate transaction,
      Clock clock) {
    this.figures = figures;
    this.forecasts = forecasts;
    this.store = store;
    this.sql = sql;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** The newest extract that was not refused. */
  Optional<Edition> edition(String source) {
    return sql.sql(
            """
            select * from vf.wait_feed where source = :source and not refused order by feed_id desc limit 1
            """)
        .param("source", source)
        .query(
            (row, n) ->
                new Edition(
                    row.getLong("feed_id"),
                    source,
                    row.getDate("data_as_of").toLocalDate(),
                    row.getDate("period_to").toLocalDate(),
                    row.getDouble("response"),
                    row.getBoolean("synthetic")))
        .optional();
  }

  /** Publishes a source's figures anew; what is told already is not told again. */
  void publish(Edition edition) {
    for (String vardtjanst : figures.vardtjanster(edition.source())) {
      transaction.executeWithoutResult(
          status -> {
            publish(edition, vardtjanst);
            forecasts.publish(
                edition,
                vardtjanst,
                figures.published(edition, vardtjanst),
                places(vardtjanst),
                disclosure.thresholds().version());
          });
    }
    sql.sql("update vf.wait_feed set published_at = :now where feed_id = :id")
        .param("now", java.sql.Timestamp.from(clock.instant()))
        .param("id", edition.feedId())
        .update();
  }

  private void publish(Edition edition, String vardtjanst) {
    List<FigureRow> computed = FigureRules.figures(figures.input(edition, vardtjanst), disclosure);
    Map<FigureKey, FigureRow> before = figures.published(edition, vardtjanst);
    List<FigureRow> rows = new ArrayList<>();
    computed.forEach(row -> rows.add(held(before.get(row.key()), row)));
    String rule = disclosure.thresholds().version();
    boolean told = figures.isPublished(edition, vardtjanst, rule);
    Set<String> changed =
        rows.stream()
            .filter(row -> !told || !row.equals(before.get(row.key())))
            .map(row -> row.key().place())
            .collect(Collectors.toSet());
    if (changed.isEmpty() && before.size() == rows.size()) {
      return;
    }
    figures.replace(edition, vardtjanst, rows, rule);
    List<FigureRow> reported =
        rows.stream().filter(row -> changed.contains(row.key().place())).toList();
    ReportResource.bundle(edition, reported, places(vardtjanst), rule)
        .ifPresent(store::transaction);
  }

  /** A few more or fewer than last time would tell of those few: then last time's figure stays. */
  private FigureRow held(@Nullable FigureRow before, FigureRow now) {
    Integer old = before == null ? null : before.n();
    Integer present = now.n();
    return before != null && old != null && present != null && !disclosure.showsChange(old, present)
        ? before
        : now;
  }

  private Map<String, ReportResource.Place> places(String vardtjanst) {
    return ReportResource.places(
        sql.sql("select service_id, unit_id, location_id from vf.offer where vardtjanst = :code")
            .param("code", vardtjanst)
            .query(
                (row, n) ->
                    new ReportResource.Place(
                        row.getString("service_id"),
                        row.getString("unit_id"),
                        row.getString("location_id")))
            .list());
  }
}
