package se.vardformedling.waitingtime;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.MeasureReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.disclosure.Thresholds;

/** Every median that has been published and from when, so that an order can be made again. */
@Component
class WaitHistory {
  private final JdbcClient sql;
  private final Clock clock;

  WaitHistory(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** A version is kept once: read models that are made anew publish nothing. */
  void follow(MeasureReport report) {
    Optional<WaitResource.Figure> median = speaking(WaitResource.figures(report));
    sql.sql(
            """
            insert into vf.wait_published (report_id, version, published_at, service_id, vardtjanst, kind, value, n, as_of,
                                           source, forecast, span)
            values (:id, :version, :now, :service, :vardtjanst, :kind, :value, :n, :asOf, :source, :forecast::jsonb, :span)
            on conflict do nothing
            """)
        .param("id", report.getIdElement().getIdPart())
        .param("version", report.getIdElement().getVersionIdPartAsLong())
        .param("now", Timestamp.from(clock.instant()))
        .param("service", WaitResource.service(report))
        .param("vardtjanst", WaitResource.vardtjanst(report))
        .param("kind", WaitResource.kind(report))
        .param("value", median.map(WaitResource.Figure::value).orElse(null))
        .param("n", median.map(WaitResource.Figure::n).orElse(0))
        .param("asOf", WaitResource.date(report))
        .param("source", WaitResource.source(report))
        .param(
            "forecast",
            median.flatMap(WaitResource.Figure::forecast).map(ForecastJson::write).orElse(null))
        .param("span", median.map(WaitResource.Figure::span).orElse("90"))
        .update();
  }

  /** The report's own, or its year's where its own may not be told. */
  private static Optional<WaitResource.Figure> speaking(List<WaitResource.Figure> figures) {
    Optional<WaitResource.Figure> own =
        figures.stream().filter(WaitResource.Figure::speaks).findFirst();
    return own.filter(WaitHistory::enough)
        .or(
            () ->
                figures.stream()
                    .filter(WaitResource.Figure::speaksOfYear)
                    .filter(WaitHistory::enough)
                    .findFirst())
        .or(() -> own);
  }

  private static boolean enough(WaitResource.Figure figure) {
    return figure.value() != null
        && (figure.kind().equals("wait-reported-estimate")
            || figure.n() >= Thresholds.CURRENT.statistic());
  }

  List<Wait> medians(Collection<String> serviceIds, Instant moment) {
    return sql.sql(
            """
            with published as (
              select distinct on (report_id) * from vf.wait_published
               where service_id = any(:services) and published_at <= :moment
               order by report_id, published_at desc, version desc)
            select distinct on (service_id, vardtjanst, kind)
                   service_id, vardtjanst, kind, value, n, as_of, source, forecast, span
              from published
             where value is not null and (kind = 'wait-reported-estimate' or n >= :least) and not %s
             order by service_id, vardtjanst, kind, as_of < :oldest, array_position(:best, source), as_of desc, report_id
            """
                // Its first day is not kept: about whatever time before the same day it is.
                .formatted(ImportedWaits.UNTOLD.formatted("published", "f.period_start")))
        .param(
            "oldest", LocalDate.ofInstant(moment, clock.getZone()).minusDays(WaitRules.FRESH_DAYS))
        .param("best", WaitTables.BEST.toArray(String[]::new))
        .param("services", serviceIds.toArray(String[]::new))
        .param("moment", Timestamp.from(moment))
        .param("least", Thresholds.CURRENT.statistic())
        .query((row, n) -> row(row))
        .list();
  }

  static Wait row(ResultSet row) throws SQLException {
    return new Wait(
        row.getString("service_id"),
        row.getString("vardtjanst"),
        row.getString("kind"),
        row.getDouble("value"),
        row.getInt("n"),
        row.getDate("as_of").toLocalDate(),
        row.getString("source"),
        ForecastJson.read(row.getString("forecast")),
        Integer.parseInt(row.getString("span")));
  }
}
