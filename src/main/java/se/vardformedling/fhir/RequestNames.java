package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
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
class RequestNames implements ServerInterceptor {

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
            Optional.ofNullable(request.getOperation())
                .or(() -> Optional.ofNullable(operation).map(RestOperationTypeEnum::getCode)))
        .flatMap(Optional::stream)
        .collect(Collectors.joining("/"));
  }
}
