package se.vardformedling.fhir;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * A body that breaks off or is no body: Tomcat has closed the answer by the time it tells, takes
 * none from a filter any more, and would say that the server has failed.
 */
final class BrokenBodies extends ValveBase {
  static final String BROKEN = "breaks off, or is sent in parts that are none";

  private final Outcomes outcomes;

  BrokenBodies(Outcomes outcomes) {
    super(true);
    this.outcomes = outcomes;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    getNext().invoke(request, response);
    if (request.getCoyoteRequest().getErrorException() == null
        || response.isCommitted()
        || !response.isErrorReportRequired()) {
      return;
    }
    // With it, any status would become 500.
    request.removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (Outcomes.answers(request)) {
      response.setSuspended(false);
      response.resetBuffer();
      response.setErrorReported();
      outcomes.send(request, response, Problem.MALFORMED_BODY.because(BROKEN));
    } else {
      response.setStatus(Problem.MALFORMED_BODY.status());
    }
  }
}
