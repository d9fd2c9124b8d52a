package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/** 401 and 403 from the token check, as an OperationOutcome of our catalogue. */
@Component
class TokenRefusal implements AuthenticationEntryPoint, AccessDeniedHandler {
  private final Outcomes outcomes;

  TokenRefusal(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    boolean expired = String.valueOf(reason.getMessage()).contains("expired");
    // RFC 6750, 3.1: no error is told to whom shows nothing.
    boolean shown = request.getHeader("Authorization") != null;
    response.setHeader("WWW-Authenticate", shown ? "Bearer error=\"invalid_token\"" : "Bearer");
    outcomes.send(
        request, response, (expired ? Problem.TOKEN_EXPIRED : Problem.TOKEN_MISSING).because(""));
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    outcomes.send(request, response, Problem.ACTOR_NOT_ALLOWED.because(""));
  }
}
