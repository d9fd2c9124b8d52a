package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who reads a whole type of the catalogue goes on with its feed from the first page's {@code
 * meta.lastUpdated}: that is the horizon when it began, and not the later moment of the search.
 */
@Component
@Interceptor
class FirstLoads implements ServerInterceptor {
  private static final String HORIZON = "vf.horizon";
  private static final Set<String> ANY_WHOLE =
      Set.of("_count", "_format", "_pretty", "_total", "_elements", "_sort");

  private final Horizon horizon;

  FirstLoads(Horizon horizon) {
    this.horizon = horizon;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -100)
  public void begins(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && CatalogueFeed.TYPES.contains(request.getResourceName())
        && ANY_WHOLE.containsAll(request.getParameters().keySet())) {
      request.getUserData().put(HORIZON, horizon.now());
    }
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void ends(RequestDetails request, @Nullable IBaseResource answer) {
    if (answer instanceof Bundle bundle
        && request.getUserData().get(HORIZON) instanceof Instant began) {
      bundle.getMeta().setLastUpdated(Date.from(began));
    }
  }
}
