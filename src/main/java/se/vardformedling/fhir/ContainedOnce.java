package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of two contained resources with one id, nobody knows which is referred to. */
@Component
@Interceptor
class ContainedOnce implements ServerInterceptor {

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -45)
  public void sent(RequestDetails request) {
    IBaseResource body = request.getResource();
    if (body instanceof Bundle bundle) {
      bundle.getEntry().forEach(entry -> check(entry.getResource()));
    } else if (body instanceof Parameters parameters) {
      parameters.getParameter().forEach(one -> check(one.getResource()));
    } else {
      check(body);
    }
  }

  private static void check(@Nullable IBaseResource resource) {
    if (resource instanceof DomainResource whole) {
      Set<String> ids = new HashSet<>();
      List<Resource> contained = whole.getContained();
      for (int i = 0; i < contained.size(); i++) {
        if (!ids.add(String.valueOf(contained.get(i).getIdElement().getIdPart()))) {
          throw Problem.MALFORMED_BODY.at(
              whole.fhirType() + ".contained[" + i + "].id", "stands twice");
        }
      }
    }
  }
}
