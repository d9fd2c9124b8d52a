package se.vardformedling.security;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ServerInterceptor;

/**
 * The policy at the door: says no before anything is read, and narrows case searches to the
 * caller's own.
 */
@Component
@Interceptor
@Order(-200)
class RequestPolicy implements ServerInterceptor {
  private static final Set<String> CASES = Set.of("Task", "ServiceRequest");

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public void narrow(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && CASES.contains(request.getResourceName())) {
      Caller caller = Caller.current();
      String[] parties = caller.parties().toArray(String[]::new);
      // A caller without cases of its own finds none: no party is called so.
      request.addParameter(
          "party:exact",
          parties.length == 0 ? new String[] {"nobody"} : new String[] {String.join(",", parties)});
    }
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED)
  public void ask(RequestDetails request, RestOperationTypeEnum operation) {
    Optional<Action> action = action(operation);
    String type = request.getResourceName();
    if (action.isPresent()
        && type != null
        && !Policy.allows(Caller.current().role(), action.get(), type)) {
      throw Problem.ACTOR_NOT_ALLOWED.because(type);
    }
  }

  /** Empty for what has no type of its own: a bundle's entries are asked one by one at storage. */
  private static Optional<Action> action(@Nullable RestOperationTypeEnum operation) {
    if (operation == null) {
      return Optional.empty();
    }
    return switch (operation) {
      case READ, VREAD, SEARCH_TYPE, HISTORY_INSTANCE, HISTORY_TYPE -> Optional.of(Action.READ);
      case CREATE -> Optional.of(Action.CREATE);
      case UPDATE, PATCH -> Optional.of(Action.UPDATE);
      case EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE, VALIDATE ->
          Optional.of(Action.OPERATE);
      default -> Optional.empty();
    };
  }
}
