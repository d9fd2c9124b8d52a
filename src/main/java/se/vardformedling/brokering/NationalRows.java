package se.vardformedling.brokering;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.CaseId;

/** What is known here of the national node: cases, Tasks, and how far it has been read. */
@Component
class NationalRows {
  private final JdbcClient sql;

  NationalRows(JdbcClient sql) {
    this.sql = sql;
  }

  void pair(String need, CaseId caseId, Instant now) {
    sql.sql(
            """
            insert into vf.national_case (need_id, case_id, known_at) values (:need, :case, :now)
            on conflict (need_id) do nothing
            """)
        .param("need", need)
        .param("case", caseId.value())
        .param("now", at(now))
        .update();
  }

  Optional<String> needOf(CaseId caseId) {
    return sql.sql("select need_id from vf.national_case where case_id = :case")
        .param("case", caseId.value())
        .query(String.class)
        .optional();
  }

  Optional<CaseId> caseOf(String need) {
    return sql.sql("select case_id from vf.national_case where need_id = :need")
        .param("need", need)
        .query(String.class)
        .optional()
        .map(CaseId::new);
  }

  List<NationalTask> tasks(CaseId caseId) {
    return sql.sql("select * from vf.national_task where case_id = :case order by changed_at")
        .param("case", caseId.value())
        .query(NationalRows::task)
        .list();
  }

  /**
   * Keeps a Task as it is now. Who has left a case reads its need no longer, and so not who
   * referred either: that is kept as it was known, for a recall must still find its way.
   *
   * @return whether it was not known so already
   */
  boolean keep(NationalTask task) {
    return sql.sql(
                """
                insert into vf.national_task as known
                  (task_id, version, kind, case_id, status, state, owner, requester, case_task, changed_at)
                values (:id, :version, :kind, :case, :status, :state, :owner, :requester, :part, :changed)
                on conflict (task_id) do update set version = excluded.version, status = excluded.status,
                  state = excluded.state, owner = excluded.owner,
                  requester = coalesce(excluded.requester, known.requester),
                  changed_at = excluded.changed_at
                where cast(known.version as integer) < cast(excluded.version as integer)
                """)
            .param("id", task.id())
            .param("version", task.version())
            .param("kind", task.kind().name())
            .param("case", task.caseId().value())
            .param("status", task.status())
            .param("state", task.state())
            .param("owner", task.owner().orElse(null))
            .param("requester", task.requester().orElse(null))
            .param("part", task.caseTask().orElse(null))
            .param("changed", at(task.changed()))
            .update()
        == 1;
  }

  /** Until when everything has been read; the beginning of time if nothing has. */
  Instant readUntil() {
    return sql.sql("select until from vf.national_read")
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant)
        .orElse(Instant.EPOCH);
  }

  void readUntil(Instant moment) {
    sql.sql(
            """
            insert into vf.national_read (until) values (:until)
            on conflict (one) do update set until = greatest(vf.national_read.until, excluded.until)
            """)
        .param("until", at(moment))
        .update();
  }

  private static NationalTask task(ResultSet row, int number) throws SQLException {
    return new NationalTask(
        row.getString("task_id"),
        row.getString("version"),
        NationalTask.Kind.valueOf(row.getString("kind")),
        new CaseId(row.getString("case_id")),
        row.getString("status"),
        row.getString("state"),
        Optional.ofNullable(row.getString("owner")),
        Optional.ofNullable(row.getString("requester")),
        Optional.ofNullable(row.getString("case_task")),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
