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

/** The Tasks of a case that come in from outside: new ones, and changes by PUT and PATCH. */
@Component
@Interceptor
@Order(-100)
class TaskIntake implements StorageInterceptor {
  private static final String PENDING = "vf.pending.";
  private static final Set<String> CAPACITY =
      Set.of("offer-capacity", "request-capacity", "capacity-response");

  private final NewTasks newTasks;
  private final PlainChanges changes;

  TaskIntake(NewTasks newTasks, PlainChanges changes) {
    this.newTasks = newTasks;
    this.changes = changes;
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

  // After access (-200) has looked at both versions.
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -100)
  public void change(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (request != null
        && !internal(request)
        && before instanceof Task old
        && after instanceof Task task) {
      if (CaseTaskResource.kind(old).isEmpty()) {
        throw Problem.ILLEGAL_TRANSITION.at("Task", "this Task changes by Task/$transition");
      }
      changes
          .read(Caller.current(), old, task)
          .ifPresent(pending -> request.getUserData().put(key(old), pending));
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = 300)
  public void followChange(
      IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (request != null
        && after instanceof Task task
        && request.getUserData().remove(key(task)) instanceof PlainChanges.Pending pending) {
      changes.follow(pending, task);
    }
  }

  private static String key(Task task) {
    return PENDING + task.getIdElement().getIdPart();
  }

  /** Announcements of capacity are no part of a case and have an intake of their own. */
  static boolean ofCapacity(Task task) {
    return CAPACITY.contains(String.valueOf(task.getCode().getCodingFirstRep().getCode()));
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }
}
