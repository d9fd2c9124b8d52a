package se.vardformedling.outreach;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.security.Sight;
import se.vardformedling.terminology.Terms;

/** The patients of a unit whose guarantee is about to be broken, without their names. */
@Component
public class CallList {
  /** What may come of a call, as codes. */
  public static final List<String> OUTCOMES = CallRules.OUTCOMES;

  /** Referrals in one question for their cases. */
  private static final int AT_ONCE = 200;

  private final FhirStore store;
  private final Sight sight;
  private final CallRows calls;
  private final Terms terms;
  private final Clock clock;

  CallList(FhirStore store, Sight sight, CallRows calls, Terms terms, Clock clock) {
    this.terms = terms;
    this.store = store;
    this.sight = sight;
    this.calls = calls;
    this.clock = clock;
  }

  /**
   * One who waits.
   *
   * @param care in the words of the referral
   * @param vardtjanst that the referral's codes stand for; empty when they stand for none
   * @param kind of the guarantee's clock
   * @param due the limit's last day, in calendar days
   * @param daysLeft below zero when it has passed
   * @param caseId empty when the national node does not know of it
   * @param state of the national case
   */
  public record Line(
      String needId,
      String care,
      Optional<String> vardtjanst,
      String kind,
      LocalDate start,
      LocalDate due,
      int daysLeft,
      int waitedDays,
      Optional<String> caseId,
      Optional<String> state,
      Optional<Call> last) {}

  /**
   * Whom to call.
   *
   * @param unclocked those of whom nobody can tell when the guarantee is broken
   */
  public record Listed(List<Line> lines, List<Unclocked> unclocked) {}

  /**
   * One who waits, and whose referral says neither when it was written nor what step of the
   * guarantee it is about.
   *
   * @param care in the words of the referral
   * @param vardtjanst that the referral's codes stand for; empty when they stand for none
   */
  public record Unclocked(String needId, String care, Optional<String> vardtjanst) {}

  /** One call. */
  public record Call(String needId, Instant at, String outcome, String subject) {}

  /**
   * Whom to call, shown on request and logged as that.
   *
   * @param patientId as the log names the patient
   */
  public record Found(String patientId, Person person) {}

  /**
   * A person.
   *
   * @param hidden whether the telephone number is protected
   */
  public record Person(String name, String number, Optional<String> telephone, boolean hidden) {}

  /**
   * Those whose limit passes within so many days or has passed, the nearest first; and those who
   * have none.
   */
  @Transactional(readOnly = true)
  public Listed of(Caller caller, int within) {
    LocalDate today = LocalDate.now(clock);
    List<ServiceRequest> needs =
        search(caller, ServiceRequest.class, "status=active").stream()
            .filter(need -> sight.sees(caller, need))
            .toList();
    List<String> ids = needs.stream().map(WaitingResource::id).toList();
    Map<String, Task> cases = cases(caller, ids);
    Map<String, Call> last = new HashMap<>();
    calls.of(ids).forEach(call -> last.putIfAbsent(call.needId(), call));
    List<Line> lines = new ArrayList<>();
    List<Unclocked> unclocked = new ArrayList<>();
    for (ServiceRequest need : needs) {
      line(need, cases, last, today)
          .ifPresentOrElse(lines::add, () -> unclocked(need, cases).ifPresent(unclocked::add));
    }
    return new Listed(
        lines.stream()
            .filter(line -> atRisk(line, cases, today, within))
            .sorted(Comparator.comparing(Line::due).thenComparing(Line::needId))
            .toList(),
        unclocked);
  }

  private Optional<Unclocked> unclocked(ServiceRequest need, Map<String, Task> cases) {
    String id = WaitingResource.id(need);
    Optional<Task> known = Optional.ofNullable(cases.get(id));
    return CallRules.waits(
            known.flatMap(WaitingResource::state), known.flatMap(WaitingResource::status))
        ? Optional.of(new Unclocked(id, WaitingResource.care(need), vardtjanst(need)))
        : Optional.empty();
  }

  private static boolean atRisk(Line line, Map<String, Task> cases, LocalDate today, int within) {
    Optional<String> status =
        Optional.ofNullable(cases.get(line.needId())).flatMap(WaitingResource::status);
    return CallRules.atRisk(line.due(), today, within, line.state(), status);
  }

  /** One of them, at risk or not. */
  @Transactional(readOnly = true)
  public Line one(Caller caller, String needId) {
    ServiceRequest need = need(caller, needId);
    Map<String, Call> last = new HashMap<>();
    calls.of(List.of(needId)).forEach(call -> last.putIfAbsent(needId, call));
    return line(need, cases(caller, List.of(needId)), last, LocalDate.now(clock))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  /** Every call about one of them, the newest first. */
  @Transactional(readOnly = true)
  public List<Call> calls(Caller caller, String needId) {
    need(caller, needId);
    return calls.of(List.of(needId));
  }

  /** Whom to call. Who asks must have it logged that it is shown. */
  @Transactional(readOnly = true)
  public Found reveal(Caller caller, String needId) {
    ServiceRequest need = need(caller, needId);
    Patient patient =
        WaitingResource.patient(need)
            .flatMap(id -> store.find(Patient.class, id))
            .filter(found -> sight.sees(caller, found))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    boolean hidden =
        CallRules.isProtected(WaitingResource.marks(patient))
            || CallRules.isProtected(WaitingResource.marks(need));
    return new Found(WaitingResource.id(patient), WaitingResource.person(patient, hidden));
  }

  /** Notes that the patient was called. */
  @Transactional
  public void called(Caller caller, String needId, String outcome) {
    need(caller, needId);
    if (!OUTCOMES.contains(outcome)) {
      throw Problem.CODE_INVALID.at("outcome", String.join(", ", OUTCOMES));
    }
    calls.add(needId, clock.instant(), outcome, caller.subject());
  }

  private ServiceRequest need(Caller caller, String needId) {
    mustWork(caller);
    return store
        .find(ServiceRequest.class, needId)
        .filter(WaitingResource::isActive)
        .filter(found -> sight.sees(caller, found))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  /**
   * The national cases of these referrals, by the referral; not of all that there have ever been.
   */
  private Map<String, Task> cases(Caller caller, List<String> needIds) {
    Map<String, Task> cases = new HashMap<>();
    for (int from = 0; from < needIds.size(); from += AT_ONCE) {
      String some =
          needIds.subList(from, Math.min(from + AT_ONCE, needIds.size())).stream()
              .map(id -> "ServiceRequest/" + id)
              .collect(Collectors.joining(","));
      search(caller, Task.class, "code=broker-case&based-on=" + some)
          .forEach(task -> WaitingResource.need(task).ifPresent(need -> cases.put(need, task)));
    }
    return cases;
  }

  private <T extends org.hl7.fhir.r4.model.Resource> List<T> search(
      Caller caller, Class<T> type, String query) {
    mustWork(caller);
    String units = caller.units().stream().sorted().collect(Collectors.joining(","));
    return store.search(type, query + "&care-unit=" + units);
  }

  private Optional<Line> line(
      ServiceRequest need, Map<String, Task> cases, Map<String, Call> last, LocalDate today) {
    String id = WaitingResource.id(need);
    return WaitingResource.clock(need)
        .flatMap(
            clock ->
                CallRules.due(clock.kind(), clock.start())
                    .map(
                        due ->
                            new Line(
                                id,
                                WaitingResource.care(need),
                                vardtjanst(need),
                                clock.kind(),
                                clock.start(),
                                due,
                                CallRules.left(due, today),
                                (int) ChronoUnit.DAYS.between(clock.start(), today),
                                WaitingResource.caseId(need),
                                Optional.ofNullable(cases.get(id)).flatMap(WaitingResource::state),
                                Optional.ofNullable(last.get(id)))));
  }

  /** What the referral names itself, or what its codes of measures stand for. */
  private Optional<String> vardtjanst(ServiceRequest need) {
    return WaitingResource.vardtjanst(need)
        .or(
            () ->
                WaitingResource.codes(need).stream()
                    .flatMap(code -> terms.vardtjanster(code.getSystem(), code.getCode()).stream())
                    .sorted()
                    .findFirst());
  }

  private static void mustWork(Caller caller) {
    if (caller.role() != Role.REMITTENT || caller.units().isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Patient");
    }
  }
}
