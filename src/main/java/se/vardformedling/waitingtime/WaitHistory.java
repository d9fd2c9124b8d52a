package se.vardformedling.waitingtime;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
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
    Optional<WaitResource.Figure> median =
        WaitResource.figures(report).stream().filter(WaitResource.Figure::speaks).findFirst();
    sql.sql(
            """
            insert into vf.wait_published (report_id, version, published_at, service_id, kind, value, n, as_of, source,
                                           forecast)
            values (:id, :version, :now, :service, :kind, :value, :n, :asOf, :source, :forecast::jsonb)
            on conflict do nothing
            """)
        .param("id", report.getIdElement().getIdPart())
        .param("version", report.getIdElement().getVersionIdPartAsLong())
        .param("now", Timestamp.from(clock.instant()))
        .param("service", WaitResource.service(report))
        .param("kind", WaitResource.kind(report))
        .param("value", median.map(WaitResource.Figure::value).orElse(null))
        .param("n", median.map(WaitResource.Figure::n).orElse(0))
        .param("asOf", WaitResource.date(report))
        .param("source", WaitResource.source(report))
        .param(
            "forecast",
            median.flatMap(WaitResource.Figure::forecast).map(ForecastJson::write).orElse(null))
        .update();
  }

  List<Wait> medians(Collection<String> serviceIds, Instant moment) {
    return sql.sql(
            """
            with published as (
              select distinct on (report_id) * from vf.wait_published
               where service_id = any(:services) and published_at <= :moment
               order by report_id, published_at desc, version desc)
            select distinct on (service_id, kind) service_id, kind, value, n, as_of, source, forecast
              from published
             where value is not null and (kind = 'wait-reported-estimate' or n >= :least)
             order by service_id, kind, as_of desc, report_id
            """)
        .param("services", serviceIds.toArray(String[]::new))
        .param("moment", Timestamp.from(moment))
        .param("least", Thresholds.CURRENT.statistic())
        .query((row, n) -> row(row))
        .list();
  }

  static Wait row(ResultSet row) throws SQLException {
    return new Wait(
        row.getString("service_id"),
        row.getString("kind"),
        row.getDouble("value"),
        row.getInt("n"),
        row.getDate("as_of").toLocalDate(),
        row.getString("source"),
        ForecastJson.read(row.getString("forecast")));
  }
}
