package se.vardformedling.referral;

import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;

/** What a broker adds to a case: an inquiry to a provider, an offer to the patient. */
@Component
class NewTasks {
  private static final int MOST_INQUIRIES = 20;
  private static final Set<String> ASKING =
      Set.of("need-assessed", "searching", "inquiring", "provider-proposed");

  private final CaseFiles files;
  private final CaseRelations relations;
  private final Catalogue catalogue;
  private final FhirStore store;
  private final CaseEffects effects;
  private final CaseTasks tasks;

  NewTasks(
      CaseFiles files,
      CaseRelations relations,
      Catalogue catalogue,
      @Lazy FhirStore store,
      CaseEffects effects,
      CaseTasks tasks) {
    this.files = files;
    this.relations = relations;
    this.catalogue = catalogue;
    this.store = store;
    this.effects = effects;
    this.tasks = tasks;
  }

  /** Checks the Task and completes it; the case is locked from here on. */
  void prepare(Caller caller, Task task) {
    Kind kind =
        CaseTaskResource.kind(task)
            .filter(k -> k == Kind.INQUIRY || k == Kind.OFFER)
            .orElseThrow(
                () -> Problem.VALUE_INVALID.at("Task.code", "candidate-inquiry or patient-offer"));
    Task caseTask =
        store
            .find(Task.class, CaseTaskResource.id(task.getPartOfFirstRep()))
            .filter(found -> relations.maySee(caller, found))
            .orElseThrow(NewTasks::noCase);
    CaseFile file = files.lock(CaseTaskResource.caseId(caseTask)).orElseThrow(NewTasks::noCase);
    if (!relations.actors(caller, file, caseTask).contains(Actor.BR)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Task");
    }
    String state = CaseTaskResource.state(tasks.read(file.taskId()));
    task.setPartOf(List.of(new Reference("Task/" + file.taskId())));
    task.setGroupIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(file.caseId()));
    task.setIntent(kind.intent);
    CaseTaskResource.state(task, kind, "requested");
    CaseTaskResource.opened(task, tasks.now());
    if (kind == Kind.INQUIRY) {
      inquiry(task, file, state);
    } else {
      offer(task, file, state);
    }
  }

  /** The case follows in the same transaction, once the new Task has its id. */
  void follow(Caller caller, Task task) {
    CaseFile file = files.lock(CaseTaskResource.caseId(task)).orElseThrow(NewTasks::noCase);
    Kind kind = CaseTaskResource.kind(task).orElseThrow(NewTasks::noCase);
    Task caseTask = tasks.read(file.taskId());
    By by = By.of(caller, Set.of(Actor.BR), relations.actors(caller, file, caseTask));
    tasks.tellOpened(task, kind, kind == Kind.INQUIRY ? "I02" : "P02", by);
    showNeed(file, task);
    effects.afterNew(file, task);
  }

  private void inquiry(Task task, CaseFile file, String state) {
    if (!ASKING.contains(state)) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "the case is " + state);
    }
    String service = CaseTaskResource.id(task.getFocus());
    String unit =
        catalogue
            .unitOf(service)
            .orElseThrow(() -> Problem.DANGLING_REFERENCE.at("Task.focus", "an active service"));
    String hsaId =
        catalogue
            .hsaIdOf(unit)
            .orElseThrow(
                () -> Problem.DANGLING_REFERENCE.at("Task.focus", "a unit with an HSA-id"));
    List<Task> asked = tasks.children(file.caseId(), Kind.INQUIRY);
    if (asked.size() >= MOST_INQUIRIES) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "at most " + MOST_INQUIRIES + " inquiries");
    }
    if (asked.stream()
        .anyMatch(other -> open(other) && CaseTaskResource.id(other.getFocus()).equals(service))) {
      throw Problem.CASE_DUPLICATE.at("Task.focus", "already asked");
    }
    task.setBasedOn(List.of(new Reference("ServiceRequest/" + file.needId())));
    task.setOwner(new Reference("Organization/" + unit));
    CaseTaskResource.parties(task, List.of("region:" + file.region(), "unit:" + hsaId));
  }

  /** Who is asked may read the need, which names nobody. */
  private void showNeed(CaseFile file, Task inquiry) {
    ServiceRequest need = store.read(ServiceRequest.class, file.needId());
    int before = CaseTaskResource.parties(need).size();
    CaseTaskResource.parties(inquiry).forEach(party -> CaseTaskResource.addParty(need, party));
    if (CaseTaskResource.parties(need).size() > before) {
      store.update(need);
    }
  }

  private void offer(Task task, CaseFile file, String state) {
    if (!state.equals("provider-proposed")) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "the case is " + state);
    }
    List<String> accepted =
        tasks.children(file.caseId(), Kind.INQUIRY).stream()
            .filter(inquiry -> CaseTaskResource.state(inquiry).equals("offer-made"))
            .map(inquiry -> inquiry.getIdElement().getIdPart())
            .toList();
    if (!task.hasBasedOn()
        || !task.getBasedOn().stream()
            .allMatch(ref -> accepted.contains(CaseTaskResource.id(ref)))) {
      throw Problem.VALUE_INVALID.at("Task.basedOn", "accepted inquiries of this case");
    }
    task.setOwner(tasks.read(file.taskId()).getOwner());
    CaseTaskResource.parties(
        task, List.of("region:" + file.region(), "unit:" + file.requesterUnit()));
  }

  private static boolean open(Task inquiry) {
    return !Machines.INQUIRY.ended(CaseTaskResource.state(inquiry));
  }

  private static RuntimeException noCase() {
    return Problem.DANGLING_REFERENCE.at("Task.partOf", "");
  }
}
