package se.vardformedling.referral;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.ReadModel;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;

/** The rows that lists of cases are read from; they follow the need and the Tasks. */
@Component
class CaseRows implements ReadModel {
  private final JdbcClient sql;

  CaseRows(JdbcClient sql) {
    this.sql = sql;
  }

  /** The ids of the case's Tasks of a kind, the oldest first. */
  List<String> tasks(String caseId, Kind kind) {
    return sql.sql(
            """
            select task_id from vf.case_task where case_id = :case and kind = :kind order by opened, task_id
            """)
        .param("case", caseId)
        .param("kind", kind.code)
        .query(String.class)
        .list();
  }

  /** The state that the Task has come to, as it is stored now. */
  String state(String taskId) {
    return sql.sql("select state from vf.case_task where task_id = :task")
        .param("task", taskId)
        .query(String.class)
        .single();
  }

  /** The Organization that is to act on the Task; empty when none is named. */
  Optional<String> owner(String taskId) {
    return sql.sql(
            "select owner_id from vf.case_task where task_id = :task and owner_id is not null")
        .param("task", taskId)
        .query(String.class)
        .optional();
  }

  /** The service that the Task is about; empty when it is about none. */
  Optional<String> focus(String taskId) {
    return sql.sql(
            "select focus_id from vf.case_task where task_id = :task and focus_id is not null")
        .param("task", taskId)
        .query(String.class)
        .optional();
  }

  /** How many inquiries and orders of the case a provider can answer now. */
  int unanswered(String caseId) {
    return sql.sql(
            "select " + Attention.UNANSWERED + " from vf.case_file f where f.case_id = :case")
        .param("case", caseId)
        .query(Integer.class)
        .single();
  }

  /** The ids of all the case's Tasks. */
  List<String> tasks(String caseId) {
    return sql.sql(
            "select task_id from vf.case_task where case_id = :case order by opened, task_id")
        .param("case", caseId)
        .query(String.class)
        .list();
  }

  /** Every Task of the case as far as rows tell: of an offer not which inquiries it is about. */
  List<Item> items(String caseId) {
    return sql.sql(
            "select task_id, kind, state, focus_id from vf.case_task where case_id = :case"
                + " order by opened, task_id")
        .param("case", caseId)
        .query(
            (row, n) ->
                new Item(
                    row.getString("task_id"),
                    Kind.of(row.getString("kind")),
                    row.getString("state"),
                    Optional.ofNullable(row.getString("focus_id")).stream().toList()))
        .list();
  }

  @Override
  public Set<String> types() {
    return Set.of("ServiceRequest", "Task");
  }

  @Override
  public Set<String> tables() {
    return Set.of("vf.case_need", "vf.case_task");
  }

  @Override
  public void clear() {
    tables().forEach(table -> sql.sql("delete from " + table).update());
  }

  @Override
  public void follow(IBaseResource resource) {
    if (resource instanceof ServiceRequest need && NeedResource.caseId(need) != null) {
      followNeed(need);
    } else if (resource instanceof Task task && CaseTaskResource.kind(task).isPresent()) {
      followTask(task, CaseTaskResource.kind(task).get());
    }
  }

  /** The last day is the clock's, which moves also when the need does not. */
  private void followNeed(ServiceRequest need) {
    sql.sql(
            """
            insert into vf.case_need (case_id, need_id, requester_id, vardtjanst, priority, status, clock_kind,
                                      clock_start, due)
            values (:case, :need, :requester, :vardtjanst, :priority, :status, :kind, :start,
                    coalesce((select due_day from vf.guarantee_clock where case_id = :case), cast(:due as date)))
            on conflict (case_id) do update
              set need_id = excluded.need_id, requester_id = excluded.requester_id,
                  vardtjanst = excluded.vardtjanst, priority = excluded.priority, status = excluded.status,
                  clock_kind = excluded.clock_kind, clock_start = excluded.clock_start, due = excluded.due
            """)
        .param("case", NeedResource.caseId(need))
        .param("need", need.getIdElement().getIdPart())
        .param("requester", NeedResource.requester(need))
        .param("vardtjanst", NeedResource.vardtjanst(need).orElse(null))
        .param("priority", NeedResource.priority(need).orElse(null))
        .param("status", NeedResource.status(need))
        .param("kind", NeedResource.clockKind(need).orElse(null))
        .param("start", NeedResource.clockStart(need).orElse(null))
        .param("due", NeedResource.due(need).orElse(null))
        .update();
  }

  private void followTask(Task task, Kind kind) {
    sql.sql(
            """
            insert into vf.case_task (task_id, case_id, kind, state, status, version, owner_id, focus_id, opened,
                                      since, ends)
            values (:task, :case, :kind, :state, :status, :version, :owner, :focus, :opened, :since, :ends)
            on conflict (task_id) do update
              set state = excluded.state, status = excluded.status, version = excluded.version,
                  owner_id = excluded.owner_id, focus_id = excluded.focus_id, opened = excluded.opened,
                  since = excluded.since, ends = excluded.ends
            """)
        .param("task", task.getIdElement().getIdPart())
        .param("case", CaseTaskResource.caseId(task))
        .param("kind", kind.code)
        .param("state", CaseTaskResource.state(task))
        .param("status", CaseTaskResource.status(task))
        .param("version", task.getIdElement().getVersionIdPartAsLong())
        .param("owner", CaseTaskResource.owner(task).orElse(null))
        .param("focus", CaseTaskResource.focus(task).orElse(null))
        .param("opened", at(CaseTaskResource.opened(task).map(Date::toInstant)))
        .param("since", at(CaseTaskResource.since(task).map(Date::toInstant)))
        .param("ends", at(CaseTaskResource.ends(task)))
        .update();
  }

  private static @Nullable OffsetDateTime at(Optional<Instant> moment) {
    return moment.map(one -> one.atOffset(ZoneOffset.UTC)).orElse(null);
  }
}
