package se.vardformedling.referral;

import java.util.Set;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.CaseTaskResource.Kind;
import se.vardformedling.security.Caller;

/** What may change in a need, by PUT or PATCH, in which state of its case. */
@Component
class NeedChanges {
  /** The need is still being written, or somebody has asked for more. */
  private static final Set<String> OPEN =
      Set.of("need-draft", "need-registered", "need-assessment", "awaiting-information");

  private final CaseFiles files;
  private final CaseTasks tasks;
  private final CaseRelations relations;
  private final CaseEffects effects;
  private final Referrals referrals;
  private final FhirStore store;

  NeedChanges(
      CaseFiles files,
      CaseTasks tasks,
      CaseRelations relations,
      CaseEffects effects,
      Referrals referrals,
      @Lazy FhirStore store) {
    this.store = store;
    this.files = files;
    this.tasks = tasks;
    this.relations = relations;
    this.effects = effects;
    this.referrals = referrals;
  }

  /**
   * Refuses what may not change.
   *
   * @return the state of the case, which is locked from here on
   */
  String check(Caller caller, ServiceRequest before, ServiceRequest after) {
    CaseFile file =
        files.lock(NeedResource.caseId(before)).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    current(file, before);
    Task task = tasks.read(file.taskId());
    String state = CaseTaskResource.state(task);
    if (!NeedResource.governed(before).equals(NeedResource.governed(after))
        || !state.equals("need-draft")
            && !NeedResource.settled(before).equals(NeedResource.settled(after))) {
      throw Problem.ILLEGAL_TRANSITION.at(
          "ServiceRequest", "status, case ID, parties and clock change by Task/$transition");
    }
    if (before.getStatus() != after.getStatus()
        && !(state.equals("need-draft") && NeedResource.isActive(after))) {
      throw referrals.illegal(file, task, relations.actors(caller, file, task));
    }
    if (!OPEN.contains(state) && !NeedResource.alike(before, after, Machines.CASE.ended(state))) {
      throw Problem.ILLEGAL_TRANSITION.at(
          "ServiceRequest",
          Machines.CASE.ended(state)
              ? "the case has ended"
              : "priority, identifier, occurrence and supportingInfo may change; ask for information"
                  + " to open the rest");
    }
    return state;
  }

  /** Somebody may have changed it while this call waited for the lock. */
  private void current(CaseFile file, ServiceRequest before) {
    ServiceRequest now = store.read(ServiceRequest.class, file.needId());
    if (!version(now).equals(version(before))) {
      throw Problem.STALE_VERSION.at("ServiceRequest", "");
    }
  }

  private static String version(ServiceRequest need) {
    return String.valueOf(need.getIdElement().getVersionIdPart());
  }

  /** C02: a draft that is made active is registered. */
  void follow(Caller caller, ServiceRequest before, ServiceRequest after) {
    if (before.getStatus() == after.getStatus()) {
      return;
    }
    CaseFile file =
        files.lock(NeedResource.caseId(after)).orElseThrow(() -> Problem.NOT_FOUND.because(""));
    Task task = tasks.read(file.taskId());
    Move register = Machines.CASE.row("C02");
    if (register.leaves(CaseTaskResource.state(task))) {
      Task moved = tasks.move(task, Kind.CASE, register, By.of(caller), CaseTasks.SILENT);
      effects.afterMove(file, moved, Kind.CASE, register, CaseTasks.SILENT);
    }
  }
}
