package se.vardformedling.referral;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.agreement.Volumes;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** Where the case is, who may do what next, and doing it. */
@Component
public class Referrals implements Transitions {
  private static final int LONGEST_COMMENT = 300;

  private final FhirStore store;
  private final CaseFiles files;
  private final CaseRelations relations;
  private final CaseEffects effects;
  private final CaseTasks tasks;
  private final CaseEvents events;
  private final Volumes volumes;
  private final Terms terms;
  private final ClockEvents guarantee;
  private final Clock clock;

  Referrals(
      @Lazy FhirStore store,
      CaseFiles files,
      CaseRelations relations,
      CaseEffects effects,
      CaseTasks tasks,
      CaseEvents events,
      Volumes volumes,
      Terms terms,
      ClockEvents guarantee,
      Clock clock) {
    this.guarantee = guarantee;
    this.store = store;
    this.files = files;
    this.relations = relations;
    this.effects = effects;
    this.tasks = tasks;
    this.events = events;
    this.volumes = volumes;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public boolean handles(Task task) {
    return CaseTaskResource.kind(task).isPresent();
  }

  @Override
  public List<Allowed> available(Task task) {
    return available(Caller.current(), task, Locale.forLanguageTag("sv"));
  }

  /** What the caller would succeed with now, with names in the language. */
  List<Allowed> available(Caller caller, Task task, Locale language) {
    CaseFile file = visible(caller, task);
    Kind kind = kind(task);
    return kind
        .machine
        .available(CaseTaskResource.state(task), relations.actors(caller, file, task))
        .stream()
        .filter(move -> guarantee.allows(move, file.caseId()))
        .map(
            move ->
                new Allowed(
                    move.verb(),
                    terms.display(Canonical.codeSystem("transition"), move.verb(), language),
                    move.inputs(),
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
    Set<Actor> actors = relations.actors(caller, file, task);
    Move move = move(actors, task, kind, step);
    check(move, step);
    step.reason()
        .filter(reason -> move.reasons().isPresent())
        .ifPresent(reason -> CaseTaskResource.reason(task, reason));
    step.comment().ifPresent(comment -> CaseTaskResource.comment(task, comment));
    step.inputs().forEach(input -> CaseTaskResource.output(task, input.type(), input.value()));
    if (move.id().equals("C16")) {
      order(file, task, step);
    }
    Task stored =
        tasks.move(
            task, kind, move, target(task, kind, move), By.of(caller, move.actors(), actors), step);
    needFollows(file, kind, CaseTaskResource.state(stored));
    effects.afterMove(file, stored, kind);
    return tasks.read(stored.getIdElement().getIdPart());
  }

  /** What the caller is to the Task's case. */
  Set<Actor> actors(Caller caller, Task task) {
    return relations.actors(caller, visible(caller, task), task);
  }

  private CaseFile visible(Caller caller, Task task) {
    if (!relations.maySee(caller, task)) {
      throw Problem.NOT_FOUND.because("");
    }
    return files
        .find(CaseTaskResource.caseId(task))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private Move move(Set<Actor> actors, Task task, Kind kind, Step step) {
    String state = CaseTaskResource.state(task);
    Optional<Move> move = kind.machine.move(state, step.code());
    if (step.code().isBlank() || move.isEmpty()) {
      String allowed =
          kind.machine.available(state, actors).stream()
              .map(Move::verb)
              .collect(Collectors.joining(", "));
      throw Problem.ILLEGAL_TRANSITION.at(
          "Task.businessStatus", "from " + state + "; allowed: " + allowed);
    }
    return move.filter(m -> m.actors().stream().anyMatch(actors::contains))
        .orElseThrow(() -> Problem.ACTOR_NOT_ALLOWED.because(step.code()));
  }

  private void check(Move move, Step step) {
    for (String input : move.inputs()) {
      if (step.input(input).isEmpty()) {
        throw Problem.INPUT_MISSING.at("input", input);
      }
    }
    step.input("performed-date").ifPresent(value -> notInTheFuture(value.primitiveValue()));
    if (step.comment().filter(comment -> comment.length() > LONGEST_COMMENT).isPresent()) {
      throw Problem.VALUE_INVALID.at("comment", "at most " + LONGEST_COMMENT + " characters");
    }
    move.reasons().ifPresent(set -> reason(set, step));
  }

  private void reason(String valueSet, Step step) {
    String code =
        step.reason().orElseThrow(() -> Problem.REASON_MANDATORY.at("reason", valueSet)).getCode();
    Concept reason =
        terms
            .concept(Canonical.codeSystem(valueSet), String.valueOf(code))
            .orElseThrow(() -> Problem.CODE_INVALID.at("reason", valueSet));
    if (reason.is("comment-mandatory") && step.comment().isEmpty()) {
      throw Problem.COMMENT_MANDATORY.at("comment", "");
    }
  }

  private void notInTheFuture(String date) {
    try {
      if (LocalDate.parse(date).isAfter(LocalDate.now(clock))) {
        throw Problem.DATE_OUT_OF_RANGE.at("performed-date", "not in the future");
      }
    } catch (java.time.format.DateTimeParseException e) {
      throw Problem.VALUE_INVALID.at("performed-date", "a date");
    }
  }

  private String target(Task task, Kind kind, Move move) {
    String state = CaseTaskResource.state(task);
    if (!move.to().equals(Machine.PREVIOUS)) {
      return move.to();
    }
    return events
        .before(task.getIdElement().getIdPart(), state, kind.machine.into(state))
        .orElse(state);
  }

  /**
   * C16: the order goes to the provider that the patient chose, and takes one place under the
   * agreement.
   */
  private void order(CaseFile file, Task caseTask, Step step) {
    Task inquiry = chosen(file, step);
    Task order = CaseTaskResource.make(Kind.ORDER, file.caseId(), "order-sent");
    order.addPartOf(new Reference("Task/" + file.taskId()));
    order
        .addBasedOn(new Reference("ServiceRequest/" + file.needId()))
        .addBasedOn(new Reference("Task/" + inquiry.getIdElement().getIdPart()));
    order
        .setFocus(new Reference("ServiceRequest/" + file.needId()))
        .setOwner(inquiry.getOwner().copy())
        .setRequester(caseTask.getOwner().copy());
    CaseTaskResource.parties(order, CaseTaskResource.parties(inquiry).stream().sorted().toList());
    Task stored = tasks.create(order, Kind.ORDER, "O01", By.SERVER);
    volumes.reserve(
        file.caseId(),
        stored.getIdElement().getIdPart(),
        CaseTaskResource.id(inquiry.getFocus()),
        file.region(),
        LocalDate.now(clock));
    Move selected = Machines.INQUIRY.effect("offer-made", "selected").orElseThrow();
    tasks.move(inquiry, Kind.INQUIRY, selected, "selected", By.SERVER, CaseTasks.SILENT);
    effects.end(file, Kind.INQUIRY, "not-selected");
  }

  /** The accepted inquiry that is named, or the only one there is. */
  private Task chosen(CaseFile file, Step step) {
    List<Task> accepted =
        effects.children(file.caseId(), Kind.INQUIRY).stream()
            .filter(inquiry -> CaseTaskResource.state(inquiry).equals("offer-made"))
            .toList();
    Optional<String> chosen = step.input("inquiry").map(CaseTaskResource::text);
    return accepted.stream()
        .filter(
            task ->
                chosen.map(task.getIdElement().getIdPart()::equals).orElse(accepted.size() == 1))
        .findFirst()
        .orElseThrow(
            () -> Problem.INPUT_MISSING.at("input", "inquiry: one that the provider has accepted"));
  }

  /** The need says whether it is wanted; where the work stands is the Task's to say. */
  private void needFollows(CaseFile file, Kind kind, String state) {
    if (kind != Kind.CASE) {
      return;
    }
    Optional<ServiceRequest.ServiceRequestStatus> status = NeedResource.statusFor(state);
    if (status.isPresent()) {
      ServiceRequest need = store.read(ServiceRequest.class, file.needId());
      if (need.getStatus() != status.get()) {
        need.setStatus(status.get());
        store.update(need);
      }
    }
  }

  private static Kind kind(Task task) {
    return CaseTaskResource.kind(task).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }
}
