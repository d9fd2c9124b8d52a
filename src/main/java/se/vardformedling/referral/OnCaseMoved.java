package se.vardformedling.referral;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.referral.CaseTaskResource.Kind;

/**
 * The clock follows the case: whatever moved it, what that means for the guarantee is written in
 * the same transaction, and shown on the case and the need.
 */
@Component
@Interceptor
@Order(-50)
class OnCaseMoved implements StorageInterceptor {
  private static final Set<RestOperationTypeEnum> CURRENT =
      Set.of(RestOperationTypeEnum.READ, RestOperationTypeEnum.SEARCH_TYPE);

  private final GuaranteeClocks clocks;
  private final ClockEvents moves;
  private final NeedFollows needs;
  private final FhirStore store;

  OnCaseMoved(GuaranteeClocks clocks, ClockEvents moves, NeedFollows needs, @Lazy FhirStore store) {
    this.clocks = clocks;
    this.moves = moves;
    this.needs = needs;
    this.store = store;
  }

  /** What is stored shows the clock as it then is, and never what a sender wrote. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -50)
  public void prepare(IBaseResource before, IBaseResource after) {
    if (after instanceof Task task && kind(task).equals(Optional.of(Kind.CASE))) {
      moves.caseMoved(task);
      clocks
          .now(CaseTaskResource.caseId(task))
          .ifPresent(clock -> GuaranteeResource.show(task, clock));
    } else if (after instanceof ServiceRequest need && need.hasRequisition()) {
      clocks.now(NeedResource.caseId(need)).ifPresent(clock -> GuaranteeResource.show(need, clock));
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = 50)
  public void follow(IBaseResource before, IBaseResource after) {
    if (after instanceof Task task) {
      switch (kind(task).orElse(Kind.INQUIRY)) {
        case CASE -> needs.clock(task);
        case ORDER -> {
          if (moves.orderMoved(task)) {
            showOnCase(CaseTaskResource.caseId(task));
          }
        }
        case OFFER -> {
          if (moves.offerMoved(task)) {
            showOnCase(CaseTaskResource.caseId(task));
          }
        }
        default -> {
          // What a provider answers changes nothing for the guarantee.
        }
      }
    }
  }

  /** A need that is read today shows today's clock; older versions stay as they were. */
  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void read(IPreResourceShowDetails shown, @Nullable RequestDetails request) {
    if (request == null
        || request instanceof SystemRequestDetails
        || !CURRENT.contains(request.getRestOperationType())) {
      return;
    }
    List<ServiceRequest> needs = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.getResource(i) instanceof ServiceRequest need && need.hasRequisition()) {
        needs.add(need);
      }
    }
    if (!needs.isEmpty()) {
      Map<String, GuaranteeClock> now =
          clocks.now(needs.stream().map(NeedResource::caseId).toList());
      needs.forEach(
          need ->
              Optional.ofNullable(now.get(NeedResource.caseId(need)))
                  .ifPresent(clock -> GuaranteeResource.show(need, clock)));
    }
  }

  /** Brings the case up to date if its clock no longer is what it shows. */
  void showOnCase(String caseId) {
    show(caseId, GuaranteeResource::shows);
  }

  /** The same when nothing has happened but that a day has passed. */
  void dayHasPassed(String caseId) {
    show(caseId, GuaranteeResource::showsStill);
  }

  private void show(String caseId, BiPredicate<Task, GuaranteeClock> asItIs) {
    for (GuaranteeClocks.Subject subject : clocks.subjects(List.of(caseId))) {
      Task task = store.read(Task.class, subject.taskId());
      if (!asItIs.test(task, clocks.keep(subject))) {
        store.update(task);
      }
    }
  }

  private static Optional<Kind> kind(Task task) {
    return CaseTaskResource.kind(task);
  }
}
