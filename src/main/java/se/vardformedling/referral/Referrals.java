package se.vardformedling.referral;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Terms;

/** Where the case is, who may do what next, and doing it. */
@Component
public class Referrals implements Transitions {
  private final CaseFiles files;
  private final CaseRelations relations;
  private final CaseEffects effects;
  private final CaseTasks tasks;
  private final Guards guards;
  private final StepCheck checks;
  private final Terms terms;
  private final ClockEvents guarantee;

  Referrals(
      CaseFiles files,
      CaseRelations relations,
      CaseEffects effects,
      CaseTasks tasks,
      Guards guards,
      StepCheck checks,
      Terms terms,
      ClockEvents guarantee) {
    this.files = files;
    this.relations = relations;
    this.effects = effects;
    this.tasks = tasks;
    this.guards = guards;
    this.checks = checks;
    this.terms = terms;
    this.guarantee = guarantee;
  }

  @Override
  public boolean handles(Task task) {
    return CaseTaskResource.kind(task).isPresent();
  }

  @Override
  @Transactional(readOnly = true)
  public List<Allowed> available(Task task) {
    return available(Caller.current(), task, Locale.forLanguageTag("sv"));
  }

  /** What the caller would succeed with now, with names in the language. */
  List<Allowed> available(Caller caller, Task task, Locale language) {
    CaseFile file = visible(caller, task);
    return possible(file, task, relations.actors(caller, file, task)).stream()
        .map(
            move ->
                new Allowed(
                    move.verb(),
                    terms.display(Canonical.codeSystem("transition"), move.verb(), language),
                    guards.inputs(file, task, move, CaseTasks.SILENT),
                    move.reasons()))
        .toList();
  }

  @Override
  @Transactional
  public Task take(Task seen, String version, Step step) {
    return take(Caller.current(), seen, version, step);
  }

  /** As {@link #take(Task, String, Step)}, for a caller that has come through another door. */
  @Transactional
  public Task take(Caller caller, Task seen, String version, Step step) {
    CaseFile file =
        files.lock(visible(caller, seen).caseId()).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    // Read again under the lock: somebody may have moved it while this call waited.
    Task task = tasks.read(seen.getIdElement().getIdPart());
    if (!CaseTaskResource.version(task).equals(version)) {
      throw Problem.STALE_VERSION.because("now " + CaseTaskResource.version(task));
    }
    Kind kind = kind(task);
    Move move = checked(caller, file, task, step);
    Task stored = tasks.move(task, kind, move, By.of(caller), step);
    effects.afterMove(file, stored, kind, move, step);
    return tasks.read(stored.getIdElement().getIdPart());
  }

  /** The move that the step means; refused if it may not be made, or not with these words. */
  Move checked(Caller caller, CaseFile file, Task task, Step step) {
    Set<Actor> actors = relations.actors(caller, file, task);
    String state = CaseTaskResource.state(task);
    Move move =
        kind(task).machine.move(state, step.code()).orElseThrow(() -> illegal(file, task, actors));
    if (!move.mayBeMadeBy(actors)) {
      throw Problem.ACTOR_NOT_ALLOWED.because(step.code());
    }
    guards
        .refusal(file, task, move, step)
        .or(() -> guarantee.refusal(move, file.caseId()))
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    checks.check(move, guards.inputs(file, task, move, step), actors, step);
    return move;
  }

  /** What may be done instead. */
  RuntimeException illegal(CaseFile file, Task task, Set<Actor> actors) {
    String allowed =
        possible(file, task, actors).stream().map(Move::verb).collect(Collectors.joining(", "));
    return Problem.ILLEGAL_TRANSITION.at(
        "Task.businessStatus", "from " + CaseTaskResource.state(task) + "; allowed: " + allowed);
  }

  /** What the caller is to the Task's case. */
  Set<Actor> actors(Caller caller, Task task) {
    return relations.actors(caller, visible(caller, task), task);
  }

  private List<Move> possible(CaseFile file, Task task, Set<Actor> actors) {
    return kind(task).machine.available(CaseTaskResource.state(task), actors).stream()
        .filter(move -> guards.refusal(file, task, move, CaseTasks.SILENT).isEmpty())
        .filter(move -> guarantee.refusal(move, file.caseId()).isEmpty())
        .toList();
  }

  private CaseFile visible(Caller caller, Task task) {
    if (!relations.maySee(caller, task)) {
      throw Problem.NOT_FOUND.because("");
    }
    Optional<CaseFile> file = files.find(CaseTaskResource.caseId(task));
    return file.orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private static Kind kind(Task task) {
    return CaseTaskResource.kind(task).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }
}
