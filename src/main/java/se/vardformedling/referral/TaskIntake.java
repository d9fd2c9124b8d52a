package se.vardformedling.referral;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.security.Caller;

/** Inquiries and offers come in as Tasks; everything else about a Task changes by a transition. */
@Component
@Interceptor
@Order(-100)
class TaskIntake implements StorageInterceptor {
  private static final Set<String> CAPACITY =
      Set.of("offer-capacity", "request-capacity", "capacity-response");

  private final NewTasks newTasks;

  TaskIntake(NewTasks newTasks) {
    this.newTasks = newTasks;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -100)
  public void complete(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Task task && !internal(request) && !ofCapacity(task)) {
      newTasks.prepare(Caller.current(), task);
    }
  }

  // After the rows of the Task (200), which what follows is found by.
  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 300)
  public void follow(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Task task && !internal(request) && !ofCapacity(task)) {
      newTasks.follow(Caller.current(), task);
    }
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void keep(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (before instanceof Task && !internal(request)) {
      throw Problem.ILLEGAL_TRANSITION.at("Task", "a Task changes by Task/$transition");
    }
  }

  /** Announcements of capacity are no part of a case and have an intake of their own. */
  private static boolean ofCapacity(Task task) {
    return CAPACITY.contains(String.valueOf(task.getCode().getCodingFirstRep().getCode()));
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }
}
