package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.server.RestfulServer;
import jakarta.servlet.http.HttpServletRequest;

/** HAPI's servlet, with our request id and without telling what it is made of. */
final class Endpoint extends RestfulServer {
  private static final long serialVersionUID = 1;

  Endpoint(FhirContext fhir) {
    super(fhir);
  }

  @Override
  protected String getOrCreateRequestId(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(RequestIds.REQUEST_ID));
  }

  @Override
  protected String createPoweredByHeader() {
    return "";
  }
}
