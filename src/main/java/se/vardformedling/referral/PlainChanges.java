package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;

/**
 * PUT and PATCH of a case's Task: accepted when the difference is one step that its caller may
 * take, and then it is that step, with the same checks and all that follows.
 */
@Component
class PlainChanges {
  private final CaseFiles files;
  private final CaseRelations relations;
  private final CaseTasks tasks;
  private final CaseEffects effects;
  private final Referrals referrals;

  PlainChanges(
      CaseFiles files,
      CaseRelations relations,
      CaseTasks tasks,
      CaseEffects effects,
      Referrals referrals) {
    this.files = files;
    this.relations = relations;
    this.tasks = tasks;
    this.effects = effects;
    this.referrals = referrals;
  }

  /** A step that is taken when the Task has been stored. */
  record Pending(CaseFile file, Kind kind, Move move, String from, By by, Step step) {}

  /**
   * Turns what is to be stored into what the step makes of it.
   *
   * @return empty when nothing changes
   */
  Optional<Pending> read(Caller caller, Task before, Task after) {
    CaseFile file =
        files
            .lock(CaseTaskResource.caseId(before))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Kind kind = CaseTaskResource.kind(before).orElseThrow();
    Set<Actor> actors = relations.actors(caller, file, before);
    if (!SaidResource.alike(before, after)) {
      throw referrals.illegal(file, before, actors);
    }
    if (SaidResource.unchanged(before, after)) {
      // Nor does anything that no step reads, such as a second note.
      before.copy().copyValues(after);
      return Optional.empty();
    }
    Step said = SaidResource.difference(before, after);
    List<Move> meant =
        kind.machine.moves().stream()
            .filter(move -> !move.verb().isEmpty() && move.leaves(CaseTaskResource.state(before)))
            .filter(move -> means(move, kind, before, after, said))
            .toList();
    List<Move> own = meant.stream().filter(move -> move.mayBeMadeBy(actors)).toList();
    if (own.isEmpty() && !meant.isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because(meant.get(0).verb());
    }
    if (own.size() != 1) {
      throw referrals.illegal(file, before, actors);
    }
    Step step = new Step(own.get(0).verb(), said.reason(), said.comment(), said.inputs());
    Move move = referrals.checked(caller, file, before, step);
    Task made = before.copy();
    String from = tasks.apply(made, kind, move, step);
    made.copyValues(after);
    return Optional.of(new Pending(file, kind, move, from, By.of(caller), step));
  }

  /** The Task is stored: what follows. */
  void follow(Pending pending, Task stored) {
    tasks.tell(
        stored, pending.kind(), pending.move(), pending.from(), pending.by(), pending.step());
    effects.afterMove(pending.file(), stored, pending.kind(), pending.move(), pending.step());
  }

  private boolean means(Move move, Kind kind, Task before, Task after, Step said) {
    String from = CaseTaskResource.state(before);
    String to = tasks.target(before, kind, move);
    String wanted = CaseTaskResource.state(after);
    boolean statusFits =
        CaseTaskResource.status(after).equals(kind.machine.status(to))
            || CaseTaskResource.status(after).equals(CaseTaskResource.status(before));
    if (!wanted.equals(from)) {
      return wanted.equals(to) && statusFits;
    }
    if (!CaseTaskResource.status(after).equals(CaseTaskResource.status(before))) {
      return !to.equals(from)
          && !endsCase(kind, to)
          && CaseTaskResource.status(after).equals(kind.machine.status(to));
    }
    return to.equals(from)
        && move.inputs().stream().allMatch(input -> said.input(input).isPresent());
  }

  /** How a case ended is said by its state alone: "completed" is not which of several ends. */
  private static boolean endsCase(Kind kind, String to) {
    return kind == Kind.CASE && kind.machine.ended(to);
  }
}
