package se.vardformedling.referral;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.timer.Timers;

/** Sets the moments that a Task waits for, and takes back those that are moot. */
@Component
class CaseTimers {
  private final Timers timers;
  private final JdbcClient sql;
  private final Clock clock;

  CaseTimers(Timers timers, JdbcClient sql, Clock clock) {
    this.timers = timers;
    this.sql = sql;
    this.clock = clock;
  }

  private record Waiting(String timerId, Instant moment) {}

  /** Gives the Task its time in the state it has come to. */
  void time(Task task, Kind kind, Step said) {
    Optional<LocalDate> day =
        said.input(kind == Kind.CASE ? "until" : "valid-to")
            .map(SaidResource::text)
            .map(LocalDate::parse);
    TimeRules.end(
            kind,
            CaseTaskResource.state(task),
            LocalDate.now(clock),
            day,
            CaseTaskResource.ends(task).isPresent())
        .ifPresent(end -> CaseTaskResource.ends(task, end.moment().orElse(null)));
  }

  /** Wakes what is to be woken for the Task as it now is, and nothing else. */
  void follow(Task task, Kind kind) {
    String id = task.getIdElement().getIdPart();
    Map<String, Instant> wanted =
        TimeRules.moments(
            kind, CaseTaskResource.state(task), CaseTaskResource.ends(task), clock.instant());
    // Nothing waits for what is new.
    Map<String, Waiting> waiting =
        task.getIdElement().getVersionIdPartAsLong() == 1 ? Map.of() : waiting(id);
    waiting.forEach(
        (name, set) -> {
          if (!set.moment().equals(wanted.get(name))) {
            timers.cancel(name, set.timerId());
            forget(id, name, set.timerId());
          }
        });
    wanted.forEach(
        (name, moment) -> {
          if (!waiting.containsKey(name) || !waiting.get(name).moment().equals(moment)) {
            set(task, name, moment);
          }
        });
  }

  /**
   * Takes what has come due; false when it is moot, or has been taken before.
   *
   * @param timerId as the timer knows it
   */
  boolean forget(String taskId, String name, String timerId) {
    return sql.sql(
                """
                delete from vf.case_timer where task_id = :task and deadline = :name and timer_id = :timer
                """)
            .param("task", taskId)
            .param("name", name)
            .param("timer", timerId)
            .update()
        > 0;
  }

  private void set(Task task, String name, Instant moment) {
    String id = task.getIdElement().getIdPart();
    // The moment is part of the name: one that is put off is another.
    String timerId = id + "@" + moment.getEpochSecond();
    timers.at(moment, name, timerId);
    sql.sql(
            """
            insert into vf.case_timer (task_id, case_id, deadline, timer_id, moment)
            values (:task, :case, :name, :timer, :moment)
            """)
        .param("task", id)
        .param("case", CaseTaskResource.caseId(task))
        .param("name", name)
        .param("timer", timerId)
        .param("moment", moment.atOffset(ZoneOffset.UTC))
        .update();
  }

  private Map<String, Waiting> waiting(String taskId) {
    Map<String, Waiting> waiting = new HashMap<>();
    sql.sql("select deadline, timer_id, moment from vf.case_timer where task_id = :task")
        .param("task", taskId)
        .query(
            row -> {
              waiting.put(
                  row.getString("deadline"),
                  new Waiting(row.getString("timer_id"), row.getTimestamp("moment").toInstant()));
            });
    return waiting;
  }
}
