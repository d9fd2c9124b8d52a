package se.vardformedling.referral;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.agreement.Term;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.fhir.Transitions.Step;

/** What must hold in the case before a move, besides the state of the Task. */
@Component
class Guards {
  private static final Duration CORRECTED_WITHIN = Duration.ofDays(60);
  private static final Duration REOPENED_WITHIN = Duration.ofDays(30);
  private final CaseTasks tasks;
  private final Selection selection;
  private final InquiryCheck inquiries;
  private final Clock clock;

  Guards(CaseTasks tasks, Selection selection, InquiryCheck inquiries, Clock clock) {
    this.tasks = tasks;
    this.selection = selection;
    this.inquiries = inquiries;
    this.clock = clock;
  }

  /** Why the move may not be made; empty when it may. */
  Optional<Refusal> refusal(CaseFile file, Task task, Move move, Step said) {
    return move.guard()
        .flatMap(
            guard ->
                switch (guard) {
                  case NOT_BEGUN -> notBegun(file);
                  case ORDERED -> ordered(file);
                  case SELECTABLE -> selectable(file, said);
                  case ASKABLE -> inTime(task).or(() -> inquiries.askable(file, task));
                  case OFFERABLE -> inTime(task).or(() -> offerable(file, task));
                  case ANSWERABLE -> answerable(task, move, said);
                  case IN_TIME -> inTime(task);
                  case CORRECTABLE -> within(task, CORRECTED_WITHIN);
                  case REOPENABLE -> reopenable(file, task);
                });
  }

  /** What must be said besides what the row asks for, as things stand. */
  List<String> inputs(CaseFile file, Task task, Move move, Step said) {
    Stream<String> more =
        move.guard().stream()
            .flatMap(
                guard ->
                    switch (guard) {
                      case ANSWERABLE -> answer(task, said);
                      case SELECTABLE -> order(file, said);
                      default -> Stream.of();
                    });
    return Stream.concat(move.inputs().stream(), more).toList();
  }

  private Stream<String> answer(Task offer, Step said) {
    List<Task> standing = selection.standing(offer);
    Optional<String> named = said.input("inquiry").map(SaidResource::text);
    boolean ended =
        standing.stream()
            .filter(
                task ->
                    named.map(task.getIdElement().getIdPart()::equals).orElse(standing.size() == 1))
            .anyMatch(selection::ended);
    return Stream.concat(
        standing.size() > 1 ? Stream.of("inquiry") : Stream.of(),
        ended ? Stream.of(Selection.DESPITE) : Stream.of());
  }

  private Stream<String> order(CaseFile file, Step said) {
    Optional<Task> inquiry = selection.find(file, said);
    boolean ended = inquiry.filter(selection::ended).isPresent() && !selection.despite(file);
    boolean payment =
        inquiry
            .flatMap(task -> selection.terms(file, task))
            .filter(term -> selection.wantsPayment(term.contractId()))
            .isPresent();
    return Stream.concat(
        ended ? Stream.of(Selection.DESPITE) : Stream.of(),
        payment ? Selection.PAYMENT.stream() : Stream.of());
  }

  private Optional<Refusal> notBegun(CaseFile file) {
    boolean begun = EffectRules.begun(tasks.items(file.caseId()), tasks.stateNow(file.taskId()));
    return begun
        ? Optional.of(
            Problem.ILLEGAL_TRANSITION.at(
                "Task.businessStatus", "the provider has begun: ask for cancellation"))
        : Optional.empty();
  }

  private Optional<Refusal> ordered(CaseFile file) {
    return EffectRules.ordered(tasks.items(file.caseId()))
        ? Optional.empty()
        : Optional.of(Problem.ILLEGAL_TRANSITION.at("Task.businessStatus", "there is no order"));
  }

  private Optional<Refusal> selectable(CaseFile file, Step said) {
    Optional<Task> inquiry = selection.find(file, said);
    if (inquiry.isEmpty()) {
      return Optional.of(
          Problem.INPUT_MISSING.at(
              "input", "inquiry: the one that the patient has chosen and the provider stands by"));
    }
    Optional<Term> term = selection.terms(file, inquiry.get());
    // Why there is none is the ledger's to say, when it refuses.
    return term.isPresent()
        ? Optional.empty()
        : Optional.of(selection.refusal(file, inquiry.get()));
  }

  private Optional<Refusal> offerable(CaseFile file, Task offer) {
    String state = tasks.stateNow(file.taskId());
    if (!state.equals("provider-proposed")) {
      return Optional.of(Problem.ILLEGAL_TRANSITION.at("Task", "the case is " + state));
    }
    return selection.standing(offer).isEmpty()
        ? Optional.of(Problem.VALUE_INVALID.at("Task.basedOn", "accepted inquiries of this case"))
        : Optional.empty();
  }

  /** The timer that ends it may come a moment late. */
  private Optional<Refusal> inTime(Task task) {
    return CaseTaskResource.ended(task, clock.instant())
        ? Optional.of(Problem.DEADLINE_PASSED.at("Task.restriction.period.end", ""))
        : Optional.empty();
  }

  private Optional<Refusal> answerable(Task offer, Move move, Step said) {
    Optional<Refusal> late = inTime(offer).filter(refusal -> !move.verb().equals("accept-late"));
    if (late.isPresent()) {
      return late;
    }
    List<String> standing =
        selection.standing(offer).stream()
            .map(inquiry -> inquiry.getIdElement().getIdPart())
            .toList();
    Optional<String> named = said.input("inquiry").map(SaidResource::text);
    if (standing.isEmpty() || named.isPresent() && !standing.contains(named.get())) {
      return Optional.of(
          Problem.VALUE_INVALID.at("input", "inquiry: one that the provider still stands by"));
    }
    return Optional.empty();
  }

  private Optional<Refusal> reopenable(CaseFile file, Task task) {
    if (!file.taskId().equals(task.getIdElement().getIdPart())) {
      return Optional.of(Problem.ILLEGAL_TRANSITION.at("Task", "the case goes on in another"));
    }
    return within(task, REOPENED_WITHIN);
  }

  private Optional<Refusal> within(Task task, Duration limit) {
    Instant since =
        CaseTaskResource.since(task).map(java.util.Date::toInstant).orElse(Instant.EPOCH);
    return since.plus(limit).isBefore(clock.instant())
        ? Optional.of(Problem.DEADLINE_PASSED.at("Task.lastModified", limit.toDays() + " days"))
        : Optional.empty();
  }
}
