package se.vardformedling.referral;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The rows that are locked while a case moves, so that of two who move it at once one waits and
 * then sees what happened.
 */
@Component
class CaseFiles {
  private final JdbcClient sql;

  CaseFiles(JdbcClient sql) {
    this.sql = sql;
  }

  void open(CaseFile file) {
    sql.sql(
            """
            insert into vf.case_file (case_id, need_id, task_id, region, requester_unit)
            values (:case, :need, :task, :region, :unit)
            """)
        .param("case", file.caseId())
        .param("need", file.needId())
        .param("task", file.taskId())
        .param("region", file.region())
        .param("unit", file.requesterUnit())
        .update();
  }

  /** Waits for whoever is moving the case; empty if there is no such case. */
  Optional<CaseFile> lock(String caseId) {
    Reckoned.forget(caseId);
    return read("select * from vf.case_file where case_id = :case for update", caseId);
  }

  Optional<CaseFile> find(String caseId) {
    return read("select * from vf.case_file where case_id = :case", caseId);
  }

  private Optional<CaseFile> read(String query, String caseId) {
    return sql.sql(query)
        .param("case", caseId)
        .query(
            (rows, n) ->
                new CaseFile(
                    rows.getString("case_id"),
                    rows.getString("need_id"),
                    rows.getString("task_id"),
                    rows.getString("region"),
                    rows.getString("requester_unit")))
        .optional();
  }

  /** The case goes on in another Task. */
  void goesOnIn(String caseId, String taskId) {
    sql.sql("update vf.case_file set task_id = :task where case_id = :case")
        .param("task", taskId)
        .param("case", caseId)
        .update();
  }
}
