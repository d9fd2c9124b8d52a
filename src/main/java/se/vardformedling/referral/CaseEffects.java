package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Volumes;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;
import se.vardformedling.referral.EffectRules.Then;

/** Does what follows when one of a case's Tasks has moved, and lets the case follow its Tasks. */
@Component
class CaseEffects {
  private final CaseTasks tasks;
  private final CaseFiles files;
  private final ServerTasks made;
  private final NeedFollows needs;
  private final Volumes volumes;

  CaseEffects(
      CaseTasks tasks, CaseFiles files, ServerTasks made, NeedFollows needs, Volumes volumes) {
    this.tasks = tasks;
    this.files = files;
    this.made = made;
    this.needs = needs;
    this.volumes = volumes;
  }

  /** After a Task has been added from outside. */
  void afterNew(CaseFile file) {
    follow(file);
  }

  /** After a caller's or a timer's move. */
  void afterMove(CaseFile file, Task task, Kind kind, Move move, Step said) {
    if (kind == Kind.CASE) {
      needs.state(file, CaseTaskResource.state(task));
    }
    Item moved = CaseTaskResource.item(task);
    boolean left = EffectRules.leaves(moved.kind(), moved.state());
    left |= all(file, EffectRules.after(moved, move, tasks.items(file.caseId())), said);
    left |= follow(files.find(file.caseId()).orElse(file));
    if (left) {
      needs.hide(file);
    }
  }

  /** Whether a provider has left the case by it. */
  private boolean all(CaseFile file, List<Then> then, Step said) {
    boolean left = false;
    for (Then one : then) {
      Task task = tasks.read(one.taskId());
      Kind kind = CaseTaskResource.kind(task).orElseThrow();
      switch (one.deed()) {
        case MOVE -> left |= make(file, task, kind, one.row());
        case ASK ->
            tasks.create(made.question(file, task, said), Kind.INFORMATION, "Q01", By.SERVER);
        case ORDER -> left |= ordered(file, task, said);
        case ABORT ->
            tasks.create(
                made.abort(file, task, tasks.read(file.taskId())), Kind.ABORT, "B01", By.SERVER);
        case REOPEN -> made.reopen(file, task);
        case SHOW -> made.show(file, task);
        case CONSUME -> volumes.consume(one.taskId());
        case RELEASE -> volumes.release(one.taskId());
      }
    }
    return left;
  }

  /** C16: the order goes out; who was asked besides is told. */
  private boolean ordered(CaseFile file, Task caseTask, Step said) {
    Task inquiry = made.order(file, caseTask, said);
    return all(
        file,
        EffectRules.selected(inquiry.getIdElement().getIdPart(), tasks.items(file.caseId())),
        said);
  }

  /**
   * Makes the server's own moves of the case until it is where its Tasks say. Moves that nothing
   * else follows from are stored together, as one version.
   */
  private boolean follow(CaseFile file) {
    boolean left = false;
    List<Item> items = tasks.items(file.caseId());
    Optional<String> row = next(tasks.stateNow(file.taskId()), items, file);
    while (row.isPresent()) {
      Task task = tasks.read(file.taskId());
      List<Then> then = List.of();
      while (row.isPresent() && then.isEmpty()) {
        Move move = Machines.CASE.row(row.get());
        tasks.passThrough(task, Kind.CASE, move);
        Item moved = CaseTaskResource.item(task);
        needs.state(file, moved.state());
        items = items.stream().map(item -> item.id().equals(moved.id()) ? moved : item).toList();
        then = EffectRules.after(moved, move, items);
        row = next(moved.state(), items, file);
      }
      tasks.store(task, Kind.CASE);
      if (!then.isEmpty()) {
        left |= all(file, then, CaseTasks.SILENT);
        items = tasks.items(file.caseId());
        row = next(tasks.stateNow(file.taskId()), items, file);
      }
    }
    return left;
  }

  private Optional<String> next(String state, List<Item> items, CaseFile file) {
    return FollowRules.next(
        state, FollowRules.Work.of(items, file.taskId(), tasks.documents(file.caseId(), state)));
  }

  private boolean make(CaseFile file, Task task, Kind kind, String row) {
    Task moved = tasks.move(task, kind, kind.machine.row(row), By.SERVER, CaseTasks.SILENT);
    if (kind == Kind.CASE) {
      needs.state(file, CaseTaskResource.state(moved));
    }
    return EffectRules.leaves(kind, CaseTaskResource.state(moved));
  }
}
