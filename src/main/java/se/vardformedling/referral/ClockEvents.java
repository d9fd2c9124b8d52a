package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.GuaranteeClock.Pause;
import se.vardformedling.referral.GuaranteeEvent.Evidence;
import se.vardformedling.referral.GuaranteeEvent.Kind;

/** What a state that a Task has come to means for the guarantee, as an event; nothing, mostly. */
@Component
class ClockEvents {
  private static final Set<String> LOST =
      Set.of(
          "declined",
          "unable-to-perform",
          "returned",
          "cancelled",
          "appointment-cancelled",
          "no-show");

  private final GuaranteeClocks clocks;
  private final GuaranteeEvents events;
  private final FhirStore store;

  ClockEvents(GuaranteeClocks clocks, GuaranteeEvents events, @Lazy FhirStore store) {
    this.clocks = clocks;
    this.events = events;
    this.store = store;
  }

  /** Why the guarantee does not let the move be made today, whatever is said with it. */
  Optional<Refusal> refusal(Move move, String caseId) {
    if (!move.to().equals("patient-unavailable")) {
      return Optional.empty();
    }
    return clocks
        .now(caseId)
        .flatMap(clock -> GuaranteeRules.barred(clock.kind(), clock.due(), clocks.today()))
        .map(why -> Problem.GUARANTEE_EVIDENCE.at("input", why));
  }

  /** A pause begins or ends, or the case closes. */
  void caseMoved(Task task) {
    String caseId = CaseTaskResource.caseId(task);
    Optional<GuaranteeClock> known = clocks.now(caseId);
    if (known.isEmpty() || known.get().ended()) {
      return;
    }
    GuaranteeClock clock = known.get();
    String state = CaseTaskResource.state(task);
    Optional<Pause> paused = clock.pauses().stream().filter(ClockEvents::brokers).findFirst();
    Optional<GuaranteeEvent> event =
        switch (state) {
          case "patient-unavailable" ->
              paused.isEmpty() ? Optional.of(byPatient(clock, task)) : Optional.empty();
          case "medically-paused" ->
              paused.isEmpty() && GuaranteeRules.pausable(clock.kind())
                  ? Optional.of(medical(clock, task))
                  : Optional.empty();
          default ->
              paused
                  .filter(pause -> !Machines.CASE.status(state).equals("on-hold"))
                  .map(pause -> resumed(pause, task));
        };
    event.ifPresent(e -> clocks.record(caseId, e, source(caseId)));
    if (Machines.CASE.ended(state) && !state.equals("settled")) {
      clocks.record(
          caseId, GuaranteeEvent.of(Kind.CLOSED, clocks.today(), Evidence.NONE), source(caseId));
    }
    GuaranteeResource.forgetEvidence(task);
  }

  /**
   * Care is booked, performed, or not to be had there after all.
   *
   * @return whether the clock has changed
   */
  boolean orderMoved(Task order) {
    String caseId = CaseTaskResource.caseId(order);
    String id = order.getIdElement().getIdPart();
    String state = CaseTaskResource.state(order);
    Optional<LocalDate> booked = clocks.now(caseId).flatMap(GuaranteeClock::booked);
    if (state.equals("scheduled")) {
      Optional<LocalDate> day = GuaranteeResource.said(order, "date");
      day.filter(d -> !booked.equals(day))
          .ifPresent(d -> add(caseId, Kind.BOOKED, clocks.today(), Evidence.care(d), id));
      return day.isPresent() && !booked.equals(day);
    }
    if (state.equals("performed")) {
      LocalDate day = GuaranteeResource.said(order, "performed-date").orElseGet(clocks::today);
      return performed(caseId, id, day);
    }
    if (LOST.contains(state) && booked.isPresent()) {
      add(caseId, Kind.UNBOOKED, clocks.today(), Evidence.NONE, id);
      return true;
    }
    return false;
  }

  /** The day may be corrected, more than once and back again. */
  private boolean performed(String caseId, String orderId, LocalDate day) {
    List<GuaranteeEvent> known = events.of(caseId);
    Optional<LocalDate> before =
        known.stream()
            .filter(event -> event.kind() == Kind.PERFORMED)
            .reduce((first, last) -> last)
            .map(GuaranteeEvent::day);
    if (before.equals(Optional.of(day))) {
      return false;
    }
    // A clock that began anew when the patient regretted something says nothing of the care.
    known.stream()
        .filter(event -> event.kind() == Kind.STARTED)
        .reduce((first, last) -> last)
        .map(GuaranteeEvent::day)
        .filter(day::isBefore)
        .ifPresent(
            start -> {
              throw Problem.DATE_OUT_OF_RANGE.at("performed-date", "from " + start);
            });
    add(caseId, Kind.PERFORMED, day, Evidence.NONE, orderId);
    return true;
  }

  /**
   * The patient has said no to what was offered.
   *
   * @return whether the clock has changed
   */
  boolean offerMoved(Task offer) {
    if (!CaseTaskResource.state(offer).equals("rejected")) {
      return false;
    }
    LocalDate today = clocks.today();
    Optional<LocalDate> care =
        offer.getBasedOn().stream()
            .map(inquiry -> store.find(Task.class, CaseTaskResource.id(inquiry)))
            .flatMap(Optional::stream)
            // A provider that has taken its yes back offers no care.
            .filter(inquiry -> CaseTaskResource.state(inquiry).equals("offer-made"))
            .map(inquiry -> GuaranteeResource.said(inquiry, "earliest-date"))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    Evidence evidence =
        new Evidence(
            care.orElse(null),
            GuaranteeResource.said(offer, "informed-date").orElse(null),
            GuaranteeResource.said(offer, "refused-date").orElse(today),
            null);
    return events.add(
        CaseTaskResource.caseId(offer),
        GuaranteeEvent.of(Kind.DECLINED, today, evidence),
        offer.getIdElement().getIdPart());
  }

  private GuaranteeEvent byPatient(GuaranteeClock clock, Task task) {
    Evidence evidence = GuaranteeResource.evidence(task);
    LocalDate day = from(clock, task);
    GuaranteeRules.objection(clock.kind(), clock.start(), clock.due(), evidence, day)
        .ifPresent(
            missing -> {
              throw Problem.GUARANTEE_EVIDENCE.at("input", missing);
            });
    return GuaranteeEvent.of(Kind.PAUSED_BY_PATIENT, day, evidence);
  }

  private GuaranteeEvent medical(GuaranteeClock clock, Task task) {
    Evidence evidence = GuaranteeResource.evidence(task);
    LocalDate day = from(clock, task);
    if (evidence.assessed() == null || evidence.assessed().isAfter(day)) {
      throw Problem.DATE_OUT_OF_RANGE.at(
          "assessed-date", "the day of the assessment, at the latest " + day);
    }
    return GuaranteeEvent.of(Kind.PAUSED_MEDICAL, day, Evidence.assessed(evidence.assessed()));
  }

  /** A pause may be recorded afterwards, but not into another one or before the clock began. */
  private LocalDate from(GuaranteeClock clock, Task task) {
    LocalDate today = clocks.today();
    LocalDate day = GuaranteeResource.said(task, "paused-from").orElse(today);
    LocalDate earliest =
        clock.pauses().stream()
            .flatMap(pause -> pause.to().stream())
            .max(Comparator.naturalOrder())
            .orElse(clock.start());
    if (day.isAfter(today) || day.isBefore(earliest)) {
      throw Problem.DATE_OUT_OF_RANGE.at("paused-from", earliest + " to " + today);
    }
    return day;
  }

  private GuaranteeEvent resumed(Pause pause, Task task) {
    LocalDate today = clocks.today();
    LocalDate day = GuaranteeResource.said(task, "resumed-on").orElse(today);
    if (day.isAfter(today) || day.isBefore(pause.from())) {
      throw Problem.DATE_OUT_OF_RANGE.at("resumed-on", pause.from() + " to " + today);
    }
    return GuaranteeEvent.of(Kind.RESUMED, day, Evidence.NONE);
  }

  private void add(String caseId, Kind kind, LocalDate day, Evidence evidence, String source) {
    clocks.record(caseId, GuaranteeEvent.of(kind, day, evidence), source + "#" + source(caseId));
  }

  /** The case's row is locked while it moves, so its events can be numbered. */
  private String source(String caseId) {
    List<GuaranteeEvent> known = events.of(caseId);
    return String.valueOf(known.size());
  }

  private static boolean brokers(Pause pause) {
    return pause.open() && Set.of("medical", "by-patient").contains(pause.type());
  }
}
