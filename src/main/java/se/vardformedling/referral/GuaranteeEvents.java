package se.vardformedling.referral;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.referral.GuaranteeEvent.Evidence;
import se.vardformedling.referral.GuaranteeEvent.Kind;

/** The events of the clocks, which are only ever added, in the caller's transaction. */
@Component
class GuaranteeEvents {
  private final JdbcClient sql;
  private final Clock clock;

  GuaranteeEvents(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * Adds an event unless it is there.
   *
   * @param source what it came with: the same kind from the same source is the same event
   * @return whether it was not
   */
  boolean add(String caseId, GuaranteeEvent event, String source) {
    Reckoned.forget(caseId);
    Evidence evidence = event.evidence();
    int added =
        sql.sql(
                """
            insert into vf.guarantee_event (case_id, kind, day, law, limit_days, care_day, informed_day, refused_day,
                                            assessed_day, source, recorded_at)
            values (:case, :kind, :day, :law, :limit, :care, :informed, :refused, :assessed, :source, :at)
            on conflict (case_id, kind, source) do nothing
            """)
            .param("case", caseId)
            .param("kind", event.kind().code())
            .param("day", event.day())
            .param("law", event.law().orElse(null))
            .param("limit", event.limitDays().orElse(null))
            .param("care", evidence.care())
            .param("informed", evidence.informed())
            .param("refused", evidence.refused())
            .param("assessed", evidence.assessed())
            .param("source", source)
            .param("at", Timestamp.from(clock.instant()))
            .update();
    return added > 0;
  }

  List<GuaranteeEvent> of(String caseId) {
    return of(List.of(caseId)).getOrDefault(caseId, List.of());
  }

  Map<String, List<GuaranteeEvent>> of(Collection<String> caseIds) {
    return sql
        .sql("select * from vf.guarantee_event where case_id = any(:cases) order by seq")
        .param("cases", caseIds.toArray(String[]::new))
        .query((rows, n) -> Map.entry(rows.getString("case_id"), event(rows)))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
  }

  private static GuaranteeEvent event(ResultSet row) throws SQLException {
    return new GuaranteeEvent(
        Kind.of(row.getString("kind")),
        row.getDate("day").toLocalDate(),
        Optional.ofNullable(row.getString("law")),
        Optional.ofNullable(row.getObject("limit_days", Integer.class)),
        new Evidence(
            day(row, "care_day"),
            day(row, "informed_day"),
            day(row, "refused_day"),
            day(row, "assessed_day")));
  }

  private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
    Date date = row.getDate(column);
    return date == null ? null : date.toLocalDate();
  }
}
