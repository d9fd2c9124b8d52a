package se.vardformedling.waitingtime;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Figures that a unit has computed itself and that came with a file. What is masked of the unit in
 * the figures that are computed here is not told of about the same time by its own file either:
 * less what its region has more than the others, it would be another unit's few.
 */
@Component
class ImportedWaits {
  static final String SOURCE = "unit";

  /** Of a row with a service, vårdtjänst, kind, source and as_of, whether it is not to be told. */
  static final String UNTOLD =
      """
      (source = 'unit' and kind <> 'wait-reported-estimate'
       and exists (select 1 from vf.wait_figure f
                    where f.place = service_id and %1$s.vardtjanst in (f.vardtjanst, '') and f.source <> 'unit'
                      and f.level = 'unit' and f.slice = 'all' and f.state = 'masked' and f.n is null
                      and 'wait-' || f.clock = kind
                      and abs(f.period_end - as_of)
                          + case f.clock when 'performed' then abs(f.period_start - %2$s) else 0 end <= 31))
      """;

  private final JdbcClient sql;

  ImportedWaits(JdbcClient sql) {
    this.sql = sql;
  }

  /** One figure: what it is about, and its period. */
  record Imported(
      String serviceId, String vardtjanst, String kind, @Nullable LocalDate start, LocalDate end) {}

  boolean hides(Imported figure) {
    return sql.sql(
            """
            with told as (
              select cast(:service as text) as service_id, cast(:vardtjanst as text) as vardtjanst,
                     cast(:kind as text) as kind, 'unit' as source, cast(:start as date) as period_start,
                     cast(:end as date) as as_of)
            select exists (select 1 from told where %s)
            """
                .formatted(UNTOLD.formatted("told", "told.period_start")))
        .param("service", figure.serviceId())
        .param("vardtjanst", figure.vardtjanst())
        .param("kind", figure.kind())
        .param("start", figure.start() == null ? figure.end() : figure.start())
        .param("end", figure.end())
        .query(Boolean.class)
        .single();
  }
}
