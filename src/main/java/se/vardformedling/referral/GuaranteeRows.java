package se.vardformedling.referral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.referral.GuaranteeClocks.Subject;

/** Where the clock of each case stood when it was last looked at, one row a case. */
@Component
class GuaranteeRows {
  private final JdbcClient sql;

  GuaranteeRows(JdbcClient sql) {
    this.sql = sql;
  }

  List<Subject> subjects(Collection<String> caseIds) {
    return sql.sql("select * from vf.guarantee_clock where case_id = any(:cases)")
        .param("cases", caseIds.toArray(String[]::new))
        .query((rows, n) -> subject(rows))
        .list();
  }

  /** Cases whose row is from an earlier day, the oldest first. */
  List<Subject> stale(LocalDate today, int most) {
    return sql.sql(
            "select * from vf.guarantee_clock where not ended and reckoned_on < :today order by"
                + " reckoned_on limit :most")
        .param("today", today)
        .param("most", most)
        .query((rows, n) -> subject(rows))
        .list();
  }

  /** The case goes on in another Task. */
  void goesOnIn(String caseId, String taskId) {
    sql.sql("update vf.guarantee_clock set task_id = :task where case_id = :case")
        .param("task", taskId)
        .param("case", caseId)
        .update();
  }

  /** Lists show the last day as of today, though the need shows that of its last change. */
  void write(Subject subject, GuaranteeClock now) {
    sql.sql(
            """
            with lists as (
              update vf.case_need set due = :due where case_id = :case and due is distinct from :due)
            insert into vf.guarantee_clock (case_id, task_id, need_id, region, requester_unit, requester_id, vardtjanst,
                                            kind, start_day, due_day, state, reasons, ended, reckoned_on)
            values (:case, :task, :need, :region, :unit, :requester, :vardtjanst, :kind, :start, :due, :state, :reasons,
                    :ended, :day)
            on conflict (case_id) do update
              set requester_id = excluded.requester_id, vardtjanst = excluded.vardtjanst, kind = excluded.kind,
                  start_day = excluded.start_day, due_day = excluded.due_day, state = excluded.state,
                  reasons = excluded.reasons, ended = excluded.ended, reckoned_on = excluded.reckoned_on
            """)
        .param("case", subject.caseId())
        .param("task", subject.taskId())
        .param("need", subject.needId())
        .param("region", subject.region())
        .param("unit", subject.requesterUnit())
        .param("requester", subject.requesterId())
        .param("vardtjanst", subject.vardtjanst())
        .param("kind", subject.kind())
        .param("start", now.start())
        .param("due", now.due())
        .param("state", now.state().code())
        .param("reasons", now.reasons().toArray(String[]::new))
        .param("ended", now.ended())
        .param("day", now.reckonedOn())
        .update();
  }

  private static Subject subject(ResultSet row) throws SQLException {
    return new Subject(
        row.getString("case_id"),
        row.getString("task_id"),
        row.getString("need_id"),
        row.getString("region"),
        row.getString("requester_unit"),
        row.getString("requester_id"),
        row.getString("vardtjanst"),
        row.getString("kind"));
  }
}
