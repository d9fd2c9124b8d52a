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
  /** As many as are sorted and taken along at once. */
  public static final int MOST = 2000;

  /** What the unit has not said anything to yet; the rest waits for others, or for its day. */
  private static final String UNANSWERED =
      "t.state in ('requested', 'received', 'order-sent', 'order-received')";

  private static final String FROM =
      """
       from vf.case_task t
       join vf.party u on u.organization_id = t.owner_id and u.hsa_id = :unit
       join vf.case_file f on f.case_id = t.case_id
       join vf.case_need n on n.case_id = t.case_id
       left join vf.party r on r.organization_id = n.requester_id
      where t.kind in ('candidate-inquiry', 'fulfill', 'information-request', 'abort') and t.state <> 'draft'
      """;

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
   * How much is asked.
   *
   * @param all that the question is about
   * @param open of them, what has not ended
   * @param unanswered of those, what the unit has not said anything to yet
   */
  public record Count(int all, int open, int unanswered) {}

  /**
   * Which are wanted.
   *
   * @param ended whether what has ended is wanted too
   * @param caseId the beginning of a case ID, or four signs or more of it; empty for all
   */
  public record Question(boolean ended, String caseId) {
    /** All that has not ended. */
    public static final Question OPEN = new Question(false, "");

    /** Written out, so that the index of what is open serves it. */
    private String where() {
      return FROM
          + (ended ? "" : " and " + CaseList.OPEN)
          + (caseId.isBlank() ? "" : " and t.case_id like :case");
    }
  }

  public Count count(Caller caller, Question question) {
    if (!isAsked(caller)) {
      return new Count(0, 0, 0);
    }
    return asking(
            "select count(*) as all_of_them, count(*) filter (where %s) as open, count(*) filter (where %s and %s) as unanswered"
                    .formatted(CaseList.OPEN, CaseList.OPEN, UNANSWERED)
                + question.where(),
            caller,
            question)
        .query(
            (row, n) ->
                new Count(row.getInt("all_of_them"), row.getInt("open"), row.getInt("unanswered")))
        .single();
  }

  /**
   * At most {@link #MOST}: first what is to be answered, and of that first what has the least time
   * left; what has ended last. None for a caller that speaks for no unit.
   */
  public List<Line> of(Caller caller, Question question, Locale language) {
    if (!isAsked(caller)) {
      return List.of();
    }
    return asking(
            """
            select t.case_id, t.task_id, t.kind, t.state, t.since, t.ends, n.vardtjanst, n.due, f.region,
                   r.name as requester
            """
                + question.where()
                + " order by not (%s), not (%s)".formatted(CaseList.OPEN, UNANSWERED)
                + ", case when %s then t.ends end nulls last".formatted(CaseList.OPEN)
                + ", case when not (%s) then t.since end desc nulls last".formatted(CaseList.OPEN)
                + ", t.since nulls last, t.task_id limit :most",
            caller,
            question)
        .param("most", MOST)
        .query((row, n) -> line(row, language))
        .list();
  }

  private static boolean isAsked(Caller caller) {
    return ASKED.contains(caller.role()) && caller.unit().isPresent();
  }

  private JdbcClient.StatementSpec asking(String query, Caller caller, Question question) {
    JdbcClient.StatementSpec statement = sql.sql(query).param("unit", caller.unit().orElseThrow());
    return question.caseId().isBlank()
        ? statement
        : statement.param("case", CaseList.caseIds(question.caseId()));
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
