package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.springframework.stereotype.Component;

/** Profiles and code systems are read as they ship; they are in no database. */
@Component
@Interceptor
class DefinitionReads implements ServerInterceptor {
  private final Map<String, IBaseResource> shipped;

  DefinitionReads(Definitions definitions) {
    this.shipped =
        definitions.all().stream()
            .filter(definition -> definition.getIdElement().getIdPart() != null)
            .collect(
                Collectors.toMap(
                    one -> one.fhirType() + "/" + one.getIdElement().getIdPart(),
                    one -> one,
                    (one, same) -> one));
  }

  @Hook(Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED)
  public boolean read(RequestDetails request, ServletRequestDetails servlet) throws IOException {
    if (request.getRestOperationType() != RestOperationTypeEnum.READ || request.getId() == null) {
      return true;
    }
    IBaseResource found =
        shipped.get(request.getResourceName() + "/" + request.getId().getIdPart());
    if (found == null) {
      return true;
    }
    servlet.getServletResponse().setHeader("Cache-Control", "private, max-age=3600");
    Set<SummaryEnum> summary = RestfulServerUtils.determineSummaryMode(request);
    RestfulServerUtils.streamResponseAsResource(
        request.getServer(), found, summary, 200, false, false, request, null, null);
    return false;
  }
}
