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

/** The one place where a case's Tasks are stored, each with the row that tells of it. */
@Component
class CaseTasks {
  /** A step that says nothing more: the server's own. */
  static final Step SILENT = new Step("", Optional.empty(), Optional.empty(), List.of());

  private final FhirStore store;
  private final CaseRows rows;
  private final CaseEvents events;

  CaseTasks(@Lazy FhirStore store, CaseRows rows, CaseEvents events) {
    this.store = store;
    this.rows = rows;
    this.events = events;
  }

  Instant now() {
    return events.now();
  }

  Task read(String id) {
    return store.read(Task.class, id);
  }

  List<Task> children(String caseId, Kind kind) {
    return rows.tasks(caseId, kind).stream().map(this::read).toList();
  }

  /** Stores a new Task in the state it says. */
  Task create(Task task, Kind kind, String move, By by) {
    CaseTaskResource.opened(task, events.now());
    Task stored = store.create(task);
    tellOpened(stored, kind, move, by);
    return stored;
  }

  /** Tells of a Task that is stored already. */
  void tellOpened(Task stored, Kind kind, String move, By by) {
    write(stored, kind, new Row(move, "", Optional.empty()), by, SILENT);
  }

  /** Moves a Task; what the step says is kept with it. */
  Task move(Task task, Kind kind, Move move, String to, By by, Step said) {
    String from = CaseTaskResource.state(task);
    Instant now = events.now();
    CaseTaskResource.state(task, kind, to);
    CaseTaskResource.since(task, now);
    Task stored = store.update(task);
    String verb = by.equals(By.SERVER) ? "" : move.verb();
    write(stored, kind, new Row(move.id(), verb, Optional.of(from)), by, said);
    return stored;
  }

  private record Row(String move, String verb, Optional<String> from) {}

  private void write(Task task, Kind kind, Row row, By by, Step said) {
    Map<String, String> inputs = new LinkedHashMap<>();
    said.inputs().forEach(input -> inputs.put(input.type(), CaseTaskResource.text(input.value())));
    events.write(
        new CaseEvents.Event(
            CaseTaskResource.caseId(task),
            task.getIdElement().getIdPart(),
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
