package se.vardformedling.referral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** What is asked of the caller's unit: questions to answer and orders to carry out. */
@Component
public class UnitTasks {
  private static final int MOST = 200;
  private static final Set<Role> ASKED = Set.of(Role.MOTTAGARE, Role.REMITTENT);

  private final JdbcClient sql;
  private final CaseWords words;

  UnitTasks(JdbcClient sql, CaseWords words) {
    this.sql = sql;
    this.words = words;
  }

  /**
   * One Task that the unit is to act on.
   *
   * @param region länskod of who asks
   * @param requester name of the unit that referred
   * @param ends when its time is out
   * @param due the guarantee's last day
   */
  public record Line(
      String caseId,
      String taskId,
      Coded kind,
      Coded state,
      boolean open,
      Coded vardtjanst,
      String region,
      String requester,
      Optional<Instant> since,
      Optional<Instant> ends,
      Optional<LocalDate> due) {}

  /**
   * At most 200, those whose time runs out first before the others; none for a caller that speaks
   * for no unit.
   *
   * @param ended whether what has ended is wanted too
   */
  public List<Line> of(Caller caller, boolean ended, Locale language) {
    if (!ASKED.contains(caller.role()) || caller.unit().isEmpty()) {
      return List.of();
    }
    return sql.sql(
            """
            select t.case_id, t.task_id, t.kind, t.state, t.since, t.ends, n.vardtjanst, n.due, f.region,
                   r.name as requester
              from vf.case_task t
              join vf.party u on u.organization_id = t.owner_id and u.hsa_id = :unit
              join vf.case_file f on f.case_id = t.case_id
              join vf.case_need n on n.case_id = t.case_id
              left join vf.party r on r.organization_id = n.requester_id
              cross join lateral (
                select t.status in ('completed', 'cancelled', 'failed', 'rejected', 'entered-in-error') as over) x
             where t.kind in ('candidate-inquiry', 'fulfill', 'information-request', 'abort') and t.state <> 'draft'
               and (:ended or not x.over)
             order by x.over, case when not x.over then t.ends end nulls last,
                   case when x.over then t.since end desc nulls last, t.since nulls last, t.task_id
             limit :most
            """)
        .param("unit", caller.unit().get())
        .param("ended", ended)
        .param("most", MOST)
        .query((row, n) -> line(row, language))
        .list();
  }

  private Line line(ResultSet row, Locale language) throws SQLException {
    Kind kind = Kind.of(row.getString("kind"));
    String state = row.getString("state");
    return new Line(
        row.getString("case_id"),
        row.getString("task_id"),
        words.kind(kind, language),
        words.state(kind, state, language),
        !kind.machine.ended(state),
        words.of("vardtjanst", String.valueOf(row.getString("vardtjanst")), language),
        row.getString("region"),
        Optional.ofNullable(row.getString("requester")).orElse(""),
        Optional.ofNullable(row.getTimestamp("since")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getTimestamp("ends")).map(Timestamp::toInstant),
        Optional.ofNullable(row.getDate("due")).map(java.sql.Date::toLocalDate));
  }
}
