package se.vardformedling.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;

/** Whether a request says which version it changes; HAPI is not told. */
public final class ExpectedVersion {
  private ExpectedVersion() {}

  public static boolean said(RequestDetails request) {
    return request instanceof ServletRequestDetails door
        && door.getServletRequest().getAttribute(RequestGate.IF_MATCH) != null;
  }
}
