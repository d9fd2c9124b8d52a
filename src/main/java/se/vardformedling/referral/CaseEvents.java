package se.vardformedling.referral;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What has been done in a case: one row a move, written with it and never changed. */
@Component
class CaseEvents {
  private final JdbcClient sql;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();

  CaseEvents(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /**
   * One move.
   *
   * @param kind of the Task that moved
   * @param move the row's name, such as C16
   * @param verb empty for the server's own moves
   * @param from empty for a Task's first state
   * @param inputs what was said, by type
   */
  record Event(
      String caseId,
      String taskId,
      String kind,
      String move,
      String verb,
      Optional<String> from,
      String to,
      Instant at,
      By by,
      Optional<String> reason,
      Map<String, String> inputs) {}

  Instant now() {
    return clock.instant();
  }

  void write(Event event) {
    sql.sql(
            """
            insert into vf.case_event (case_id, task_id, kind, move, verb, from_state, to_state, at, actor, subject,
                                       unit, reason, inputs)
            values (:case, :task, :kind, :move, :verb, :from, :to, :at, :actor, :subject, :unit, :reason,
                    cast(:inputs as jsonb))
            """)
        .param("case", event.caseId())
        .param("task", event.taskId())
        .param("kind", event.kind())
        .param("move", event.move())
        .param("verb", event.verb())
        .param("from", event.from().orElse(null))
        .param("to", event.to())
        .param("at", event.at().atOffset(ZoneOffset.UTC))
        .param("actor", event.by().actor().name())
        .param("subject", event.by().subject())
        .param("unit", event.by().unit().orElse(null))
        .param("reason", event.reason().orElse(null))
        .param("inputs", write(event.inputs()))
        .update();
  }

  /** How far the documents have come since the latest order was made, by the steps that tell. */
  FollowRules.Documents documents(String caseId) {
    int told =
        sql.sql(
                """
                select coalesce(max(case verb when 'documents-sent' then 1 else 2 end), 0) from vf.case_event
                 where case_id = :case and verb in ('documents-sent', 'documents-received', 'confirm-documents')
                   and at >= (select max(opened) from vf.case_task where case_id = :case and kind = 'fulfill')
                """)
            .param("case", caseId)
            .query(Integer.class)
            .single();
    return FollowRules.Documents.values()[told];
  }

  /** What has been done with the Tasks, the oldest first. */
  List<Event> of(Set<String> taskIds) {
    return sql.sql("select * from vf.case_event where task_id = any(:tasks) order by id")
        .param("tasks", taskIds.toArray(String[]::new))
        .query((rows, n) -> event(rows))
        .list();
  }

  /** The state that the Task was in when one of the moves took it to where it is. */
  Optional<String> before(String taskId, String state, Set<String> moves) {
    return sql.sql(
            """
            select from_state from vf.case_event
             where task_id = :task and to_state = :state and move = any(:moves) and from_state is not null
             order by id desc limit 1
            """)
        .param("task", taskId)
        .param("state", state)
        .param("moves", moves.toArray(String[]::new))
        .query(String.class)
        .optional();
  }

  private Event event(ResultSet row) throws SQLException {
    return new Event(
        row.getString("case_id"),
        row.getString("task_id"),
        row.getString("kind"),
        row.getString("move"),
        row.getString("verb"),
        Optional.ofNullable(row.getString("from_state")),
        row.getString("to_state"),
        row.getTimestamp("at").toInstant(),
        new By(
            Actor.valueOf(row.getString("actor")),
            row.getString("subject"),
            Optional.ofNullable(row.getString("unit"))),
        Optional.ofNullable(row.getString("reason")),
        read(row.getString("inputs")));
  }

  private String write(Map<String, String> inputs) {
    try {
      return json.writeValueAsString(inputs);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> read(String inputs) {
    try {
      return json.readValue(inputs, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
