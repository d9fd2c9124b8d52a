package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.waitingtime.Figures.Edition;

/**
 * Computes the figures of a source for 18 months and publishes them: rows for the pages and reports
 * for FHIR, one transaction for each vårdtjänst; then the forecasts.
 */
@Component
class Publication {
  private final Figures figures;
  private final ForecastPublication forecasts;
  private final Reports reports;
  private final JdbcClient sql;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);

  Publication(
      Figures figures,
      ForecastPublication forecasts,
      Reports reports,
      JdbcClient sql,
      TransactionTemplate transaction,
      Clock clock) {
    this.figures = figures;
    this.forecasts = forecasts;
    this.reports = reports;
    this.sql = sql;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * The extract that reaches furthest of those that were not refused; of several the newest. What
   * it says of itself holds for the figures, also when an older period is corrected later.
   */
  Optional<Edition> edition(String source) {
    return sql.sql(
            """
            select * from vf.wait_feed where source = :source and not refused
             order by period_to desc, data_as_of desc, feed_id desc limit 1
            """)
        .param("source", source)
        .query(
            (row, n) ->
                new Edition(
                    row.getLong("feed_id"),
                    source,
                    row.getDate("data_as_of").toLocalDate(),
                    row.getDate("period_to").toLocalDate(),
                    Optional.ofNullable(row.getBigDecimal("response"))
                        .map(BigDecimal::doubleValue)
                        .orElse(null),
                    row.getBoolean("synthetic")))
        .optional();
  }

  /** Waits for whoever takes in or publishes the source; until the transaction ends. */
  static void lock(JdbcClient sql, String source) {
    sql.sql("select pg_advisory_xact_lock(hashtext('wait-source'), hashtext(:source))")
        .param("source", source)
        .query(row -> {});
  }

  /** Publishes a source's figures anew; what is told already is not told again. */
  void publish(Edition edition) {
    boolean over = edition.dataAsOf().plusDays(WaitRules.FRESH_DAYS).isBefore(LocalDate.now(clock));
    Hearings hearings = figures.hearings(edition);
    for (String vardtjanst : figures.vardtjanster(edition.source())) {
      transaction.executeWithoutResult(
          status -> {
            lock(sql, edition.source());
            publish(edition, hearings, vardtjanst, over);
          });
    }
    transaction.executeWithoutResult(
        status -> {
          reports.withdraw(edition, over);
          sql.sql("update vf.wait_feed set published_at = :now where feed_id = :id")
              .param("now", Timestamp.from(clock.instant()))
              .param("id", edition.feedId())
              .update();
        });
  }

  /**
   * @param over whether the source has sent nothing for so long that its reports may not be used
   */
  private void publish(Edition edition, Hearings hearings, String vardtjanst, boolean over) {
    String rule = disclosure.thresholds().version();
    Map<String, Place> places = places(vardtjanst);
    List<Published> rows = figures(edition, hearings, vardtjanst, rule, over);
    if (!over) {
      forecasts.publish(
          edition,
          vardtjanst,
          rows.stream()
              .collect(Collectors.toMap(told -> told.row().key(), Published::row, (a, b) -> a)),
          places,
          rule);
    }
    reports.withdraw(edition, over, places.keySet());
  }

  private List<Published> figures(
      Edition edition, Hearings hearings, String vardtjanst, String rule, boolean over) {
    FigureInput input = figures.input(edition, hearings, vardtjanst, LocalDate.now(clock));
    Map<FigureKey, Published> before = figures.published(edition, vardtjanst);
    // Without counts nothing is known: to compute would be to say that nobody was treated.
    List<Published> rows =
        input.counts().isEmpty()
            ? List.of()
            : HeldRules.held(
                before,
                FigureRules.figures(input, disclosure),
                input.counties(),
                edition.dataAsOf(),
                disclosure);
    boolean told = figures.isPublished(edition, vardtjanst, rule);
    Set<String> changed =
        rows.stream()
            .filter(row -> !told || !row.equals(before.get(row.row().key())))
            .map(row -> row.row().key().place())
            .collect(Collectors.toSet());
    if (!changed.isEmpty() || before.size() != rows.size()) {
      figures.replace(edition, vardtjanst, rows, rule);
    }
    if (!over) {
      reports.publish(edition, rows, changed, places(vardtjanst), rule);
    }
    return rows;
  }

  /** Where each service of the vårdtjänst is given, by its id. */
  Map<String, Place> places(String vardtjanst) {
    return ReportResource.places(
        sql.sql(
                """
                select service_id, unit_id, location_id,
                       exists (select 1 from vf.offer x
                                where x.service_id = o.service_id and x.vardtjanst <> o.vardtjanst) as several
                  from vf.offer o where vardtjanst = :code
                """)
            .param("code", vardtjanst)
            .query(
                (row, n) ->
                    new Place(
                        row.getString("service_id"),
                        row.getString("unit_id"),
                        row.getString("location_id"),
                        vardtjanst,
                        row.getBoolean("several")))
            .list());
  }
}
