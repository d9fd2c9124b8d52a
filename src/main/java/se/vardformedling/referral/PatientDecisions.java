package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.OwnRows;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.GuaranteeEvent.Evidence;
import se.vardformedling.referral.GuaranteeEvent.Kind;
import se.vardformedling.security.Caller;

/**
 * What the patient decides that moves no Task: to use the right to choose another region (PL 9 kap.
 * 1 §), and to regret that or a no.
 */
@Component
class PatientDecisions {
  private static final Set<String> REGRETTABLE = Set.of("declined", "other-region");

  private final GuaranteeClocks clocks;
  private final GuaranteeEvents events;
  private final CaseFiles files;
  private final CaseRelations relations;
  private final FhirStore store;
  private final OnCaseMoved shown;
  private final OwnRows rows;

  PatientDecisions(
      GuaranteeClocks clocks,
      GuaranteeEvents events,
      CaseFiles files,
      CaseRelations relations,
      @Lazy FhirStore store,
      OnCaseMoved shown,
      OwnRows rows) {
    this.clocks = clocks;
    this.events = events;
    this.files = files;
    this.relations = relations;
    this.store = store;
    this.shown = shown;
    this.rows = rows;
  }

  String caseId(String taskId) {
    return CaseTaskResource.caseId(store.read(Task.class, taskId));
  }

  /**
   * Records a decision.
   *
   * @param version the version of the case that the caller has seen
   * @param event chose-other-region or regretted
   * @param date the day of it; today if it is not said
   */
  @Transactional
  void record(
      Caller caller, String taskId, String version, String event, Optional<LocalDate> date) {
    Task seen = store.read(Task.class, taskId);
    if (!relations.maySee(caller, seen)
        || !CaseTaskResource.kind(seen).equals(Optional.of(CaseTaskResource.Kind.CASE))) {
      throw Problem.NOT_FOUND.because("");
    }
    rows.change("Task/" + taskId);
    CaseFile file =
        files.lock(CaseTaskResource.caseId(seen)).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    if (!relations.actors(caller, file, seen).contains(Actor.BR)) {
      throw Problem.ACTOR_NOT_ALLOWED.because(event);
    }
    String now = store.read(Task.class, taskId).getIdElement().getVersionIdPart();
    if (!now.equals(version)) {
      throw Problem.STALE_VERSION.because("now " + now);
    }
    GuaranteeClock clock =
        clocks.now(file.caseId()).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    LocalDate day = date.orElseGet(clocks::today);
    if (day.isAfter(clocks.today()) || day.isBefore(clock.start())) {
      throw Problem.DATE_OUT_OF_RANGE.at("date", clock.start() + " to " + clocks.today());
    }
    clocks.record(
        file.caseId(),
        switch (event) {
          case "chose-other-region" -> chose(clock, day);
          case "regretted" -> regretted(file, clock, day);
          default -> throw Problem.BAD_PARAMETER.at("event", "chose-other-region or regretted");
        },
        source(file.caseId(), taskId, version));
    shown.showOnCase(file.caseId());
  }

  /**
   * A case that is opened again goes on in another Task, whose versions begin anew, and not every
   * decision makes a version; so they are numbered.
   */
  private String source(String caseId, String taskId, String version) {
    return taskId + "@" + version + "#" + events.of(caseId).size();
  }

  private static GuaranteeEvent chose(GuaranteeClock clock, LocalDate day) {
    if (!clock.running()) {
      throw Problem.ILLEGAL_TRANSITION.at("event", "the clock does not run");
    }
    if (clock.state() == GuaranteeClock.State.BROKEN && !day.isAfter(clock.due())) {
      // What is recorded afterwards does not mend a limit that was broken.
      throw Problem.DATE_OUT_OF_RANGE.at("date", "after " + clock.due());
    }
    return GuaranteeEvent.of(Kind.CHOSE_OTHER_REGION, day, Evidence.NONE);
  }

  /** A new clock from the day of the new contact, with what then holds. */
  private GuaranteeEvent regretted(CaseFile file, GuaranteeClock clock, LocalDate day) {
    LocalDate since =
        clock.pauses().stream()
            .filter(GuaranteeClock.Pause::open)
            .filter(pause -> REGRETTABLE.contains(pause.type()))
            .map(GuaranteeClock.Pause::from)
            .findFirst()
            .filter(from -> !clock.ended() && !held(clock))
            .orElseThrow(
                () -> Problem.ILLEGAL_TRANSITION.at("event", "there is nothing to regret"));
    if (day.isBefore(since)) {
      throw Problem.DATE_OUT_OF_RANGE.at("date", since + " to " + clocks.today());
    }
    int limit = clocks.limit(clocks.subjects(java.util.List.of(file.caseId())).get(0), day);
    return GuaranteeEvent.begins(Kind.REGRETTED, day, GuaranteeRules.LAW, limit);
  }

  /** A pause of the case itself ends by its own step. */
  private static boolean held(GuaranteeClock clock) {
    return clock.pauses().stream()
        .anyMatch(pause -> pause.open() && !REGRETTABLE.contains(pause.type()));
  }
}
