package se.vardformedling.referral;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;

/** What a broker adds to a case: an inquiry to a provider, an offer to the patient. */
@Component
class NewTasks {
  private static final Duration LONGEST = Duration.ofDays(60);

  private final CaseFiles files;
  private final CaseRelations relations;
  private final Catalogue catalogue;
  private final NeedFollows needs;
  private final CaseEffects effects;
  private final CaseTasks tasks;
  private final InquiryCheck inquiries;
  private final Selection selection;
  private final StepCheck checks;
  private final Clock clock;

  NewTasks(
      CaseFiles files,
      CaseRelations relations,
      Catalogue catalogue,
      NeedFollows needs,
      CaseEffects effects,
      CaseTasks tasks,
      InquiryCheck inquiries,
      Selection selection,
      StepCheck checks,
      Clock clock) {
    this.files = files;
    this.relations = relations;
    this.catalogue = catalogue;
    this.needs = needs;
    this.effects = effects;
    this.tasks = tasks;
    this.inquiries = inquiries;
    this.selection = selection;
    this.checks = checks;
    this.clock = clock;
  }

  /** Checks the Task and completes it; the case is locked from here on. */
  void prepare(Caller caller, Task task) {
    Kind kind =
        CaseTaskResource.kind(task)
            .filter(k -> k == Kind.INQUIRY || k == Kind.OFFER)
            .orElseThrow(
                () -> Problem.VALUE_INVALID.at("Task.code", "candidate-inquiry or patient-offer"));
    required(task.hasIntent(), "Task.intent");
    required(task.hasPartOf(), "Task.partOf");
    required(kind != Kind.INQUIRY || task.hasFocus(), "Task.focus");
    Task caseTask =
        tasks
            .find(CaseTaskResource.id(task.getPartOfFirstRep()))
            .filter(found -> relations.maySee(caller, found))
            .orElseThrow(NewTasks::noCase);
    CaseFile file = files.lock(CaseTaskResource.caseId(caseTask)).orElseThrow(NewTasks::noCase);
    if (!relations.actors(caller, file, caseTask).contains(Actor.BR)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Task");
    }
    boolean draft = CaseTaskResource.isDraft(task);
    CaseTaskResource.begin(task, kind, file.caseId(), file.taskId(), draft ? "draft" : "requested");
    endsInTime(task);
    tasks.open(task, kind);
    if (kind == Kind.INQUIRY) {
      inquiry(task, file, draft);
    } else {
      offer(task, file, draft);
    }
  }

  private static void required(boolean there, String place) {
    if (!there) {
      throw Problem.REQUIRED_ELEMENT.at(place, "");
    }
  }

  /** The case follows in the same transaction, once the new Task has its id. */
  void follow(Caller caller, Task task) {
    CaseFile file = files.lock(CaseTaskResource.caseId(task)).orElseThrow(NewTasks::noCase);
    Kind kind = CaseTaskResource.kind(task).orElseThrow(NewTasks::noCase);
    boolean draft = CaseTaskResource.isDraft(task);
    String row = (kind == Kind.INQUIRY ? "I0" : "P0") + (draft ? "1" : "2");
    tasks.tellOpened(task, kind, row, By.of(caller));
    if (kind == Kind.INQUIRY && !draft) {
      needs.show(file, task);
    }
    effects.afterNew(file);
  }

  private void inquiry(Task task, CaseFile file, boolean draft) {
    if (!task.getInput().isEmpty()) {
      throw Problem.VALUE_INVALID.at("Task.input", "an inquiry says what the need says");
    }
    String service = CaseTaskResource.id(task.getFocus());
    String unit =
        catalogue.unitOf(service).orElseThrow(() -> inquiries.closed(service).orElseThrow());
    String hsaId = hsaId(unit);
    inquiries
        .askable(file, task)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
    task.setBasedOn(List.of(new Reference("ServiceRequest/" + file.needId())));
    task.setOwner(new Reference("Organization/" + unit));
    String region = "region:" + file.region();
    CaseTaskResource.parties(task, draft ? List.of(region) : List.of(region, "unit:" + hsaId));
  }

  private String hsaId(String unit) {
    return catalogue
        .hsaIdOf(unit)
        .orElseThrow(() -> Problem.DANGLING_REFERENCE.at("Task.focus", "a unit with an HSA-id"));
  }

  private void offer(Task task, CaseFile file, boolean draft) {
    String state = tasks.stateNow(file.taskId());
    if (!state.equals("provider-proposed")) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "the case is " + state);
    }
    List<String> accepted =
        tasks.children(file.caseId(), Kind.INQUIRY).stream()
            .filter(selection::stands)
            .map(inquiry -> inquiry.getIdElement().getIdPart())
            .toList();
    if (!task.hasBasedOn() || !accepted.containsAll(CaseTaskResource.offered(task))) {
      throw Problem.VALUE_INVALID.at("Task.basedOn", "accepted inquiries of this case");
    }
    // What the patient must have been told before the offer counts as made.
    Move send = Machines.OFFER.row("P02");
    checks.check(
        send, draft ? List.of() : send.inputs(), Set.of(Actor.BR), SaidResource.told(task));
    task.setOwner(tasks.read(file.taskId()).getOwner());
    CaseTaskResource.parties(
        task, List.of("region:" + file.region(), "unit:" + file.requesterUnit()));
  }

  /** A time of one's own is in the future, and not beyond what anybody plans for. */
  private void endsInTime(Task task) {
    CaseTaskResource.ends(task)
        .ifPresent(
            end -> {
              Instant now = clock.instant();
              if (end.isBefore(now) || end.isAfter(now.plus(LONGEST))) {
                throw Problem.DATE_OUT_OF_RANGE.at(
                    "Task.restriction.period.end", "from now to " + LONGEST.toDays() + " days");
              }
            });
  }

  private static RuntimeException noCase() {
    return Problem.DANGLING_REFERENCE.at("Task.partOf", "");
  }
}
