package se.vardformedling.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;

/**
 * Stands before the log: an address from which too many come whom nobody knows is answered 429
 * without a row anywhere, so that strangers cannot fill the log or the sessions. Who shows a token
 * that was checked within the minute is not held up by them; a cookie anybody can make up.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class StrangerFilter extends OncePerRequestFilter {
  private static final String KNOWN = StrangerFilter.class.getName() + ".known";

  private final RateLimit limit;
  private final KnownTokens tokens;
  private final Outcomes outcomes;

  StrangerFilter(
      @Value("${vf.limits.strangers-per-minute:6000}") int perMinute,
      KnownTokens tokens,
      Outcomes outcomes) {
    this.limit = new RateLimit(perMinute);
    this.tokens = tokens;
    this.outcomes = outcomes;
  }

  /** Said once the caller of a request has been recognised. */
  static void known(HttpServletRequest request) {
    request.setAttribute(KNOWN, true);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = String.valueOf(request.getRemoteAddr());
    Optional<Duration> wait = limit.wait(address);
    if (wait.isPresent() && !passes(request)) {
      TooMany.refuse(request, response, outcomes, wait.get());
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      if (request.getAttribute(KNOWN) == null) {
        limit.take(address);
      }
    }
  }

  private boolean passes(HttpServletRequest request) {
    return tokens.known(request).isPresent()
        || request.getRequestURI().startsWith("/actuator/health");
  }
}
