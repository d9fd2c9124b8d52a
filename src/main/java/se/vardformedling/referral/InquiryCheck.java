package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseTaskResource.Kind;

/** Whether a provider may be asked now. */
@Component
class InquiryCheck {
  private static final int MOST = 20;
  private static final Set<String> ASKING =
      Set.of("need-assessed", "searching", "inquiring", "provider-proposed");

  private final CaseTasks tasks;
  private final Catalogue catalogue;

  InquiryCheck(CaseTasks tasks, Catalogue catalogue) {
    this.tasks = tasks;
    this.catalogue = catalogue;
  }

  /** Why the inquiry may not be sent; empty when it may. */
  Optional<Refusal> askable(CaseFile file, Task inquiry) {
    String state = tasks.stateNow(file.taskId());
    if (!ASKING.contains(state)) {
      return Optional.of(Problem.ILLEGAL_TRANSITION.at("Task", "the case is " + state));
    }
    // A draft may have waited while the service was closed.
    Optional<Refusal> closed = closed(CaseTaskResource.focus(inquiry).orElse(""));
    if (closed.isPresent()) {
      return closed;
    }
    List<Task> others =
        tasks.children(file.caseId(), Kind.INQUIRY).stream()
            .filter(other -> !CaseTaskResource.sameTask(other, inquiry))
            .toList();
    if (others.size() >= MOST) {
      return Optional.of(Problem.ILLEGAL_TRANSITION.at("Task", "at most " + MOST + " inquiries"));
    }
    boolean asked =
        others.stream()
            .filter(other -> !Machines.INQUIRY.ended(CaseTaskResource.state(other)))
            .anyMatch(
                other -> CaseTaskResource.focus(other).equals(CaseTaskResource.focus(inquiry)));
    return asked
        ? Optional.of(Problem.CASE_DUPLICATE.at("Task.focus", "already asked"))
        : Optional.empty();
  }

  /** Why nothing can be asked of the service; empty when it is offered. */
  Optional<Refusal> closed(String service) {
    if (catalogue.unitOf(service).isPresent()) {
      return Optional.empty();
    }
    Problem problem =
        catalogue.ownerOf(service).isPresent() ? Problem.SERVICE_ENDED : Problem.DANGLING_REFERENCE;
    return Optional.of(problem.at("Task.focus", "an active service"));
  }
}
