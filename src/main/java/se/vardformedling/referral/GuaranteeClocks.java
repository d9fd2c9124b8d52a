package se.vardformedling.referral;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.waitingtime.WaitingTimes;

/** How the guarantee of each case stands. */
@Component
public class GuaranteeClocks {
  private final GuaranteeRows rows;
  private final GuaranteeEvents events;
  private final GuaranteeLimits limits;
  private final CaseRelations relations;
  private final FhirStore store;
  private final Catalogue catalogue;
  private final WaitingTimes waits;
  private final Clock clock;

  GuaranteeClocks(
      GuaranteeRows rows,
      GuaranteeEvents events,
      GuaranteeLimits limits,
      CaseRelations relations,
      @Lazy FhirStore store,
      Catalogue catalogue,
      WaitingTimes waits,
      Clock clock) {
    this.rows = rows;
    this.events = events;
    this.limits = limits;
    this.relations = relations;
    this.store = store;
    this.catalogue = catalogue;
    this.waits = waits;
    this.clock = clock;
  }

  /** What the clock of a case needs to know of it beside its events. */
  record Subject(
      String caseId,
      String taskId,
      String needId,
      String region,
      String requesterUnit,
      String requesterId,
      String vardtjanst,
      String kind) {}

  /**
   * The clock of a case as it stands today; {@link Problem#NOT_FOUND} if the caller may not see it.
   */
  @Transactional(readOnly = true)
  public GuaranteeClock of(Caller caller, String caseTaskId) {
    Task task = store.read(Task.class, caseTaskId);
    // An inquiry's owner sees the inquiry, not the case and its evidence.
    if (!CaseTaskResource.kind(task).equals(Optional.of(CaseTaskResource.Kind.CASE))
        || !relations.maySee(caller, task)) {
      throw Problem.NOT_FOUND.because("");
    }
    return now(CaseTaskResource.caseId(task)).orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  /** The clock that a new need starts, before anything of it is stored. */
  GuaranteeClock fresh(ServiceRequest need, String region) {
    Subject subject = subject("", "", need, region, "");
    return GuaranteeRules.reckon(
        subject.kind(), List.of(started(need, subject)), today(), expectedWait(subject));
  }

  /** Starts the clock of a new case, as {@link #fresh} reckoned it. */
  void open(CaseFile file, ServiceRequest need, GuaranteeClock fresh) {
    Subject subject =
        subject(file.caseId(), file.taskId(), need, file.region(), file.requesterUnit());
    GuaranteeEvent started =
        GuaranteeEvent.begins(
            GuaranteeEvent.Kind.STARTED, fresh.start(), fresh.law(), fresh.limitDays());
    events.add(file.caseId(), started, "need");
    keep(subject, fresh);
  }

  /**
   * The clock of a draft begins as its need now says.
   *
   * @param version of the need that is corrected
   */
  void correct(ServiceRequest need, GuaranteeClock fresh, String version) {
    for (Subject known : subjects(List.of(NeedResource.caseId(need)))) {
      Subject now =
          subject(known.caseId(), known.taskId(), need, known.region(), known.requesterUnit());
      List<GuaranteeEvent> happened = events.of(now.caseId());
      boolean same =
          now.equals(known) && happened.get(happened.size() - 1).day().equals(fresh.start());
      if (!same) {
        events.add(
            now.caseId(),
            GuaranteeEvent.begins(
                GuaranteeEvent.Kind.STARTED, fresh.start(), fresh.law(), fresh.limitDays()),
            "need@" + version);
        keep(now, fresh);
      }
    }
  }

  /** A case that was closed goes on, and so does its clock, if it has one. */
  Optional<GuaranteeClock> reopened(String caseId) {
    GuaranteeEvent again =
        GuaranteeEvent.of(GuaranteeEvent.Kind.REOPENED, today(), GuaranteeEvent.Evidence.NONE);
    String source = String.valueOf(events.of(caseId).size());
    return subjects(List.of(caseId)).stream()
        .findFirst()
        .map(subject -> record(caseId, again, source));
  }

  /** It goes on in another Task. */
  void goesOnIn(String caseId, String taskId) {
    rows.goesOnIn(caseId, taskId);
  }

  /** As it stands today; empty for a case from before there were clocks. */
  Optional<GuaranteeClock> now(String caseId) {
    return Optional.ofNullable(now(List.of(caseId)).get(caseId));
  }

  Map<String, GuaranteeClock> now(Collection<String> caseIds) {
    Map<String, GuaranteeClock> clocks = new HashMap<>();
    caseIds.forEach(caseId -> Reckoned.clock(caseId).ifPresent(known -> clocks.put(caseId, known)));
    List<String> others = caseIds.stream().filter(caseId -> !clocks.containsKey(caseId)).toList();
    clocks.putAll(others.isEmpty() ? Map.of() : reckoned(others));
    return clocks;
  }

  private Map<String, GuaranteeClock> reckoned(Collection<String> caseIds) {
    Map<String, List<GuaranteeEvent>> known = events.of(caseIds);
    Map<String, GuaranteeClock> clocks = new HashMap<>();
    Map<String, Optional<Integer>> expected = new HashMap<>();
    for (Subject subject : subjects(caseIds)) {
      List<GuaranteeEvent> happened = known.getOrDefault(subject.caseId(), List.of());
      if (!happened.isEmpty()) {
        Optional<Integer> wait =
            expected.computeIfAbsent(about(subject), of -> expectedWait(subject));
        clocks.put(
            subject.caseId(), GuaranteeRules.reckon(subject.kind(), happened, today(), wait));
      }
    }
    clocks.forEach(Reckoned::keep);
    return clocks;
  }

  /** Adds a new event and brings the row up to date. */
  GuaranteeClock record(String caseId, GuaranteeEvent event, String source) {
    if (!events.add(caseId, event, source)) {
      throw new IllegalStateException("told before: " + event.kind().code() + " " + source);
    }
    return keep(subjects(List.of(caseId)).get(0));
  }

  /** The limit that holds for a clock which begins on the day. */
  int limit(Subject subject, LocalDate start) {
    return GuaranteeRules.limit(
        subject.kind(),
        limits.inForce(subject.region(), subject.vardtjanst(), subject.kind(), start));
  }

  List<Subject> subjects(Collection<String> caseIds) {
    return rows.subjects(caseIds);
  }

  /** Cases whose row is from an earlier day, the oldest first. */
  List<Subject> stale(int most) {
    return rows.stale(today(), most);
  }

  /** Reckons the clock anew and keeps where it stands. */
  GuaranteeClock keep(Subject subject) {
    List<GuaranteeEvent> happened = events.of(subject.caseId());
    GuaranteeClock now =
        keep(
            subject,
            GuaranteeRules.reckon(subject.kind(), happened, today(), expectedWait(subject)));
    Reckoned.keep(subject.caseId(), now);
    return now;
  }

  private GuaranteeClock keep(Subject subject, GuaranteeClock now) {
    rows.write(subject, now);
    Reckoned.forget(subject.caseId());
    return now;
  }

  LocalDate today() {
    return GuaranteeRules.day(clock.instant());
  }

  private GuaranteeEvent started(ServiceRequest need, Subject subject) {
    LocalDate start = NeedResource.clockStart(need).orElseThrow();
    return GuaranteeEvent.begins(
        GuaranteeEvent.Kind.STARTED, start, GuaranteeRules.LAW, limit(subject, start));
  }

  /**
   * The median wait of the unit that referred, if it gives the vårdtjänst itself and it is known.
   */
  private Optional<Integer> expectedWait(Subject subject) {
    return Reckoned.wait(about(subject), () -> knownWait(subject));
  }

  private static String about(Subject subject) {
    return subject.requesterId() + " " + subject.vardtjanst();
  }

  private Optional<Integer> knownWait(Subject subject) {
    List<String> services = catalogue.servicesOf(subject.requesterId(), subject.vardtjanst());
    return services.isEmpty()
        ? Optional.empty()
        : WaitRules.speaking(
                WaitRules.about(subject.vardtjanst(), waits.medians(services)), today())
            .map(Wait::days)
            .map(days -> (int) Math.ceil(days));
  }

  private static Subject subject(
      String caseId, String taskId, ServiceRequest need, String region, String unit) {
    return new Subject(
        caseId,
        taskId,
        String.valueOf(need.getIdElement().getIdPart()),
        region,
        unit,
        NeedResource.requester(need),
        NeedResource.vardtjanst(need).orElse(""),
        GuaranteeResource.kind(need)
            // Any other code is refused by the need's profile.
            .filter(GuaranteeRules::knows)
            .orElse("treatment"));
  }
}
