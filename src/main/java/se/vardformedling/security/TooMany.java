package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/** The answer to one request too many. */
final class TooMany {
  private TooMany() {}

  static void refuse(
      HttpServletRequest request, HttpServletResponse response, Outcomes outcomes, Duration wait)
      throws IOException {
    response.setHeader("Retry-After", String.valueOf(wait.toSeconds() + 1));
    if (Outcomes.answers(request)) {
      outcomes.send(request, response, Problem.THROTTLED.because(""));
    } else {
      response.sendError(Problem.THROTTLED.status());
    }
  }
}
