package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletSubRequestDetails;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Tells the requests' timer what was asked, such as {@code /fhir/Task/read}: never an id or a
 * parameter, and only what the server knows, so that the names are few.
 */
@Component
@Interceptor
public class RequestNames implements ServerInterceptor {

  /** Before anything refuses it. */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -1100)
  public void named(ServletRequestDetails request, @Nullable RestOperationTypeEnum operation) {
    if (request instanceof ServletSubRequestDetails) {
      return; // Of a bundle's entries: the bundle is what was asked.
    }
    ServerHttpObservationFilter.findObservationContext(request.getServletRequest())
        .ifPresent(timed -> timed.setPathPattern(name(request, operation)));
  }

  private static String name(
      ServletRequestDetails request, @Nullable RestOperationTypeEnum operation) {
    return Stream.of(
            Optional.of("/fhir"),
            Optional.ofNullable(request.getResourceName()),
            Optional.of(verb(request, operation)).filter(verb -> !verb.isEmpty()))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("/"));
  }

  /**
   * What is done, such as {@code read} or {@code $find-provider}; empty if the server does not
   * know. A page is told by nothing but its id, so that the address before it may say anything.
   */
  public static String verb(RequestDetails request, @Nullable RestOperationTypeEnum operation) {
    String named = operation == RestOperationTypeEnum.GET_PAGE ? null : request.getOperation();
    return named != null ? named : operation == null ? "" : operation.getCode();
  }
}
