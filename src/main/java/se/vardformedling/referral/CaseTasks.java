package se.vardformedling.referral;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.referral.EffectRules.Item;

/** The one place where a case's Tasks are stored, each with the row that tells of it. */
@Component
class CaseTasks {
  /** A step that says nothing more: the server's own. */
  static final Step SILENT = new Step("", Optional.empty(), Optional.empty(), List.of());

  private final FhirStore store;
  private final CaseRows rows;
  private final CaseEvents events;
  private final CaseTimers timing;

  CaseTasks(@Lazy FhirStore store, CaseRows rows, CaseEvents events, CaseTimers timing) {
    this.store = store;
    this.rows = rows;
    this.events = events;
    this.timing = timing;
  }

  Instant now() {
    return events.now();
  }

  Optional<Task> find(String id) {
    return id.isEmpty() ? Optional.empty() : store.find(Task.class, id);
  }

  Task read(String id) {
    return store.read(Task.class, id);
  }

  /**
   * The state that a Task has come to, for one who holds the case's lock: what was read in the same
   * transaction before the lock may be older.
   */
  String stateNow(String id) {
    return rows.state(id);
  }

  List<Task> children(String caseId, Kind kind) {
    return rows.tasks(caseId, kind).stream().map(this::read).toList();
  }

  /** Every Task of the case, the oldest first. */
  List<Task> all(String caseId) {
    return rows.tasks(caseId).stream().map(this::read).toList();
  }

  /** Every Task of the case as it now is, the oldest first. */
  List<Item> items(String caseId) {
    return rows.items(caseId).stream()
        .map(item -> item.kind() == Kind.OFFER ? CaseTaskResource.item(read(item.id())) : item)
        .toList();
  }

  /**
   * How far the documents of the latest order have come, where a case in the state follows them.
   */
  FollowRules.Documents documents(String caseId, String caseState) {
    return FollowRules.FOLLOWING_DOCUMENTS.contains(caseState)
        ? events.documents(caseId)
        : FollowRules.Documents.NONE;
  }

  /** Stores a new Task in the state it says. */
  Task create(Task task, Kind kind, String move, By by) {
    open(task, kind);
    Task stored = store.create(task);
    tellOpened(stored, kind, move, by);
    return stored;
  }

  /** Notes when the Task begins, and when its time is out. */
  void open(Task task, Kind kind) {
    CaseTaskResource.opened(task, now());
    timing.time(task, kind, SILENT);
  }

  /** Tells of a Task that is stored already. */
  void tellOpened(Task stored, Kind kind, String move, By by) {
    timing.follow(stored, kind);
    write(stored, kind, new Row(move, "", Optional.empty()), by, SILENT);
  }

  /** Moves a Task; what the step says is kept with it. */
  Task move(Task task, Kind kind, Move move, By by, Step said) {
    String from = apply(task, kind, move, said);
    Task stored = store.update(task);
    tell(stored, kind, move, from, by, said);
    return stored;
  }

  /** Makes one of the server's own moves in the Task and tells of it; it is yet to be stored. */
  void passThrough(Task task, Kind kind, Move move) {
    String from = apply(task, kind, move, SILENT);
    write(task, kind, new Row(move.id(), "", Optional.of(from)), By.SERVER, SILENT);
  }

  /** Stores where a Task has come to by moves that have been told of. */
  void store(Task task, Kind kind) {
    timing.follow(store.update(task), kind);
  }

  /**
   * Makes the move in the Task without storing it.
   *
   * @return the state it comes from
   */
  String apply(Task task, Kind kind, Move move, Step said) {
    String from = CaseTaskResource.state(task);
    String to = target(task, kind, move);
    said.reason()
        .filter(reason -> move.reasons().isPresent())
        .ifPresent(reason -> CaseTaskResource.reason(task, move.reasons().get(), reason.getCode()));
    said.comment().ifPresent(comment -> CaseTaskResource.comment(task, comment));
    SaidResource.outputs(task, said.inputs());
    CaseTaskResource.state(task, kind, to);
    if (!to.equals(from)) {
      CaseTaskResource.since(task, now());
    }
    timing.time(task, kind, said);
    return from;
  }

  /** The state that the move takes the Task to from where it is. */
  String target(Task task, Kind kind, Move move) {
    String from = CaseTaskResource.state(task);
    return move.target(from)
        .or(() -> events.before(id(task), from, kind.machine.into(from)))
        .orElse(from);
  }

  /** Tells of a move of a Task that is stored. */
  void tell(Task stored, Kind kind, Move move, String from, By by, Step said) {
    timing.follow(stored, kind);
    String verb = by.equals(By.SERVER) ? "" : move.verb();
    write(stored, kind, new Row(move.id(), verb, Optional.of(from)), by, said);
  }

  /** Tells that somebody is to be reminded. */
  void remind(Task task, Kind kind, String what) {
    String state = CaseTaskResource.state(task);
    write(task, kind, new Row(what, "", Optional.of(state)), By.SERVER, SILENT);
  }

  private static String id(Task task) {
    return task.getIdElement().getIdPart();
  }

  private record Row(String move, String verb, Optional<String> from) {}

  private void write(Task task, Kind kind, Row row, By by, Step said) {
    Map<String, String> inputs = new LinkedHashMap<>();
    said.inputs()
        .forEach(
            input ->
                inputs.merge(
                    input.type(),
                    SaidResource.text(input.value()),
                    (first, next) -> first + ", " + next));
    events.write(
        new CaseEvents.Event(
            CaseTaskResource.caseId(task),
            id(task),
            kind.code,
            row.move(),
            row.verb(),
            row.from(),
            CaseTaskResource.state(task),
            events.now(),
            by,
            said.reason().map(reason -> String.valueOf(reason.getCode())),
            inputs));
  }
}
