package se.vardformedling.waitingtime;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.MeasureReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.ReadModel;

/** How long the wait is, and how fresh that figure is. */
@Component
public class WaitingTimes implements ReadModel {
  private final JdbcClient sql;
  private final WaitTables tables;
  private final WaitHistory history;
  private final Clock clock;

  WaitingTimes(JdbcClient sql, WaitTables tables, WaitHistory history, Clock clock) {
    this.clock = clock;
    this.sql = sql;
    this.tables = tables;
    this.history = history;
  }

  /** How long it takes in each region or at each unit. */
  public WaitTable table(WaitQuestion question, LocalDate today) {
    return tables.table(question, today);
  }

  /**
   * Eighteen months of one service.
   *
   * @param source which one; else the one that covers the vårdtjänst best
   */
  public WaitSeries series(
      String vardtjanst, String serviceId, Optional<String> source, LocalDate today) {
    return tables.series(vardtjanst, serviceId, source, today);
  }

  /** How visits that were booked for brokered patients ended; empty if that may not be told. */
  public Optional<WaitFigure> visits(String vardtjanst, String serviceId, LocalDate today) {
    return sql.sql(
            """
            select * from vf.wait_figure
             where vardtjanst = :vardtjanst and source = :source and clock = :clock and place = :place
            """)
        .param("vardtjanst", vardtjanst)
        .param("source", VisitRules.SOURCE)
        .param("clock", VisitRules.CLOCK)
        .param("place", serviceId)
        .query((row, n) -> PlacedFigure.figure(row, Figures.row(row), today))
        .optional();
  }

  /** The sources that have figures of the vårdtjänst, the one that covers it best first. */
  public List<String> sources(String vardtjanst, LocalDate today) {
    return tables.sources(vardtjanst, today);
  }

  /**
   * The median of every kind for each vårdtjänst of the services that may be shown: none of fewer
   * patients than {@link Thresholds} allow, but a unit's own estimate, which is of nobody. Of
   * several sources that are fresh the one that knows the care best speaks, so that the clock does
   * not change from day to day; where it may not tell of the last 90 days, what it tells of the
   * last 365. What a unit's own file says is not told where the same is masked.
   */
  public List<Wait> medians(Collection<String> serviceIds) {
    return sql.sql(
            """
            select distinct on (service_id, vardtjanst, kind)
                   service_id, vardtjanst, kind, value, n, as_of, source, forecast, span
              from vf.wait
             where service_id = any(:services) and metric = 'median' and value is not null
               and (span = '90' or (span = '365' and kind = 'wait-performed'))
               and (kind = 'wait-reported-estimate' or n >= :least)
               and not %s
             order by service_id, vardtjanst, kind, as_of < :oldest, array_position(:best, source), as_of desc, report_id,
                      span desc
            """
                .formatted(ImportedWaits.UNTOLD.formatted("wait", "wait.period_start")))
        .param("services", serviceIds.toArray(String[]::new))
        .param("oldest", LocalDate.now(clock).minusDays(WaitRules.FRESH_DAYS))
        .param("best", WaitTables.BEST.toArray(String[]::new))
        .param("least", Thresholds.CURRENT.statistic())
        .query((row, n) -> WaitHistory.row(row))
        .list();
  }

  /** The same as they were published at a moment that has been. */
  public List<Wait> medians(Collection<String> serviceIds, Instant moment) {
    return history.medians(serviceIds, moment);
  }

  @Override
  public Set<String> types() {
    return Set.of("MeasureReport");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.wait");
  }

  /** Not by truncate, which would make readers wait. */
  @Override
  public void clear() {
    sql.sql("delete from vf.wait").update();
  }

  @Override
  public void follow(IBaseResource resource) {
    String id = resource.getIdElement().getIdPart();
    sql.sql("delete from vf.wait where report_id = :id").param("id", id).update();
    MeasureReport report = (MeasureReport) resource;
    history.follow(report);
    for (WaitResource.Figure figure : WaitResource.figures(report)) {
      sql.sql(
              """
              insert into vf.wait (report_id, metric, service_id, vardtjanst, kind, span, value, n, period_start, period_end,
                                   as_of, source, forecast)
              values (:id, :metric, :service, :vardtjanst, :kind, :span, :value, :n, :start, :end, :asOf, :source, :forecast::jsonb)
              """)
          .param("id", id)
          .param("metric", figure.metric())
          .param("service", figure.serviceId())
          .param("vardtjanst", WaitResource.vardtjanst(report))
          .param("kind", figure.kind())
          .param("span", figure.span())
          .param("value", figure.value())
          .param("n", figure.n())
          .param("start", figure.start())
          .param("end", figure.end())
          .param("asOf", figure.asOf())
          .param("source", figure.source())
          .param("forecast", figure.forecast().map(ForecastJson::write).orElse(null))
          .update();
    }
  }
}
