package se.vardformedling.referral;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;

/** Inquiries and offers come in as Tasks; everything else about a Task changes by a transition. */
@Component
@Interceptor
@Order(-100)
class TaskIntake implements StorageInterceptor {
  private static final int MOST_INQUIRIES = 20;
  private static final Set<String> ASKING =
      Set.of("need-assessed", "searching", "inquiring", "provider-proposed");

  private final CaseFiles files;
  private final CaseRelations relations;
  private final Catalogue catalogue;
  private final FhirStore store;
  private final CaseEffects effects;

  TaskIntake(
      CaseFiles files,
      CaseRelations relations,
      Catalogue catalogue,
      @Lazy FhirStore store,
      CaseEffects effects) {
    this.files = files;
    this.relations = relations;
    this.catalogue = catalogue;
    this.store = store;
    this.effects = effects;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -100)
  public void complete(IBaseResource resource, @Nullable RequestDetails request) {
    if (!(resource instanceof Task task) || internal(request)) {
      return;
    }
    Kind kind =
        CaseTaskResource.kind(task)
            .filter(k -> k == Kind.INQUIRY || k == Kind.OFFER)
            .orElseThrow(
                () -> Problem.VALUE_INVALID.at("Task.code", "candidate-inquiry or patient-offer"));
    Task caseTask =
        store
            .find(Task.class, CaseTaskResource.id(task.getPartOfFirstRep()))
            .orElseThrow(TaskIntake::noCase);
    CaseFile file = files.lock(CaseTaskResource.caseId(caseTask)).orElseThrow(TaskIntake::noCase);
    Caller caller = Caller.current();
    if (!relations.maySee(caller, caseTask)) {
      throw noCase();
    }
    if (!relations.actors(caller, file, caseTask).contains(Actor.BR)) {
      throw Problem.ACTOR_NOT_ALLOWED.because("Task");
    }
    Task fresh = store.read(Task.class, file.taskId());
    task.setPartOf(List.of(new Reference("Task/" + file.taskId())));
    task.setGroupIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(file.caseId()));
    task.setIntent(kind.intent);
    CaseTaskResource.state(task, kind, "requested");
    if (kind == Kind.INQUIRY) {
      inquiry(task, file, CaseTaskResource.state(fresh));
    } else {
      offer(task, file, CaseTaskResource.state(fresh));
    }
  }

  /** The case follows in the same transaction, once the new Task has its id. */
  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 100)
  public void follow(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Task task && !internal(request)) {
      CaseFile file = files.lock(CaseTaskResource.caseId(task)).orElseThrow(TaskIntake::noCase);
      showNeed(file, task);
      effects.afterNew(file, task);
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void keep(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (before instanceof Task && !internal(request)) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "a Task changes by Task/$transition");
    }
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
    List<Task> asked = effects.children(file.caseId(), Kind.INQUIRY);
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
        effects.children(file.caseId(), Kind.INQUIRY).stream()
            .filter(inquiry -> CaseTaskResource.state(inquiry).equals("offer-made"))
            .map(inquiry -> inquiry.getIdElement().getIdPart())
            .toList();
    if (!task.hasBasedOn()
        || !task.getBasedOn().stream()
            .allMatch(ref -> accepted.contains(CaseTaskResource.id(ref)))) {
      throw Problem.VALUE_INVALID.at("Task.basedOn", "accepted inquiries of this case");
    }
    task.setOwner(store.read(Task.class, file.taskId()).getOwner());
    CaseTaskResource.parties(
        task, List.of("region:" + file.region(), "unit:" + file.requesterUnit()));
  }

  private static boolean open(Task inquiry) {
    return !Machines.INQUIRY.ended(CaseTaskResource.state(inquiry));
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }

  private static RuntimeException noCase() {
    return Problem.DANGLING_REFERENCE.at("Task.partOf", "");
  }
}
