package se.vardformedling.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What other filters refuse, or fail at, before HAPI is reached: an OperationOutcome too. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class LastResort extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(LastResort.class);
  private final Outcomes outcomes;

  LastResort(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Outcomes.answers(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      if (request.getRequestURI().contains("//")) {
        throw Problem.NOT_FOUND.because("");
      }
      if (request.getRequestURI().contains(";")) {
        // Whoever reads the address as it came takes it for another than the one that is served.
        throw Problem.BAD_PARAMETER.at("path", "a semicolon");
      }
      chain.doFilter(request, new NoErrorPages(request, response));
    } catch (Exception failure) {
      if (response.isCommitted()) {
        throw new IOException("The answer broke off", failure);
      }
      Refusal refusal = ErrorRules.refusal(failure);
      if (refusal.getStatusCode() >= 500) {
        log.error("Request {} failed", request.getAttribute(RequestIds.REQUEST_ID), failure);
      }
      response.resetBuffer();
      outcomes.send(request, response, refusal);
    }
  }

  private final class NoErrorPages extends HttpServletResponseWrapper {
    private final HttpServletRequest request;

    NoErrorPages(HttpServletRequest request, HttpServletResponse response) {
      super(response);
      this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
      outcomes.send(
          request,
          (HttpServletResponse) getResponse(),
          ErrorRules.ofStatus(String.valueOf(status)).because(""));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }
  }
}
