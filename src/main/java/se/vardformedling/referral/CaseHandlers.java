package se.vardformedling.referral;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/**
 * Who of the brokers has taken a case, so that no two call the same patient and none is left. It
 * gives no rights: whoever is broker of the region may go on with the case, or take it over.
 */
@Component
public class CaseHandlers {
  private final FhirStore store;
  private final CaseFiles files;
  private final CaseRelations relations;
  private final JdbcClient sql;
  private final OwnRows rows;
  private final Clock clock;

  CaseHandlers(
      @Lazy FhirStore store,
      CaseFiles files,
      CaseRelations relations,
      JdbcClient sql,
      OwnRows rows,
      Clock clock) {
    this.store = store;
    this.files = files;
    this.relations = relations;
    this.sql = sql;
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * Who has it, by HSA-id.
   *
   * @param changeable whether the caller may take or release it
   */
  public record Handler(Optional<String> subject, boolean changeable) {
    public boolean is(Caller caller) {
      return subject.equals(Optional.of(caller.subject()));
    }
  }

  @Transactional(readOnly = true)
  public Handler of(Caller caller, String caseId) {
    Seen seen = see(caller, caseId);
    return new Handler(subject(caseId), mayChange(caller, seen));
  }

  /**
   * Takes the case, from whoever has it.
   *
   * @param shown who had it when the caller decided; empty for nobody. {@link
   *     Problem#STALE_VERSION} when it is somebody else by now
   */
  @Transactional
  public void take(Caller caller, String caseId, String shown) {
    if (change(caller, caseId, shown).equals(Optional.of(caller.subject()))) {
      return;
    }
    sql.sql(
            """
            insert into vf.case_handler (case_id, subject, at) values (:case, :subject, :now)
            on conflict (case_id) do update set subject = excluded.subject, at = excluded.at
            """)
        .param("case", caseId)
        .param("subject", caller.subject())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /**
   * Takes the case if nobody has it, or the caller has.
   *
   * @return whether it is the caller's now
   */
  @Transactional
  public boolean takeFree(Caller caller, String caseId) {
    Optional<String> has = subject(caseId);
    if (has.isPresent()) {
      return has.get().equals(caller.subject());
    }
    take(caller, caseId, "");
    return true;
  }

  /** The same for nobody: the case is free. */
  @Transactional
  public void release(Caller caller, String caseId, String shown) {
    change(caller, caseId, shown);
    sql.sql("delete from vf.case_handler where case_id = :case").param("case", caseId).update();
  }

  /** Who claims the need has the case, unless somebody has taken it already. */
  void claimed(Caller caller, String caseId) {
    if (!caller.isSystem()) {
      sql.sql(
              "insert into vf.case_handler (case_id, subject, at) values (:case, :subject, :now) on"
                  + " conflict do nothing")
          .param("case", caseId)
          .param("subject", caller.subject())
          .param("now", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  /** Who has it now, with the case locked and the change in the log. */
  private Optional<String> change(Caller caller, String caseId, String shown) {
    Seen seen = see(caller, caseId);
    rows.change("Task/" + seen.file().taskId());
    if (ended(seen)) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "");
    }
    if (!mayChange(caller, seen)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("handler");
    }
    files.lock(caseId);
    Optional<String> now = subject(caseId);
    if (!now.orElse("").equals(shown)) {
      throw Problem.STALE_VERSION.at("Task", "");
    }
    return now;
  }

  private Optional<String> subject(String caseId) {
    return sql.sql("select subject from vf.case_handler where case_id = :case")
        .param("case", caseId)
        .query(String.class)
        .optional();
  }

  private record Seen(CaseFile file, Task task) {}

  private Seen see(Caller caller, String caseId) {
    CaseFile file = files.find(caseId).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Task task = store.read(Task.class, file.taskId());
    if (!relations.maySee(caller, task)) {
      throw Problem.NOT_FOUND.because("");
    }
    return new Seen(file, task);
  }

  /** Nobody has anything more to do with it. */
  private static boolean ended(Seen seen) {
    return Machines.CASE.ended(CaseTaskResource.state(seen.task()));
  }

  private boolean mayChange(Caller caller, Seen seen) {
    return !caller.isSystem()
        && !ended(seen)
        && relations.actors(caller, seen.file(), seen.task()).contains(Actor.BR);
  }
}
