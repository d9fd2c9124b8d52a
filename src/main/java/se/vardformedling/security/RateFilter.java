package se.vardformedling.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;

/** 429 for the client that asks too often, so that the others are served. */
@Component
@Order(-98)
class RateFilter extends OncePerRequestFilter {
  private final RateLimit limit;
  private final Outcomes outcomes;

  RateFilter(@Value("${vf.limits.requests-per-minute:60000}") int perMinute, Outcomes outcomes) {
    this.limit = new RateLimit(perMinute);
    this.outcomes = outcomes;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Outcomes.answers(request) && !request.getRequestURI().startsWith("/app");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Caller caller = Caller.current();
    String client =
        caller.role() == Role.ANONYMOUS ? request.getRemoteAddr() : "sub:" + caller.subject();
    if (caller.role() != Role.ANONYMOUS) {
      StrangerFilter.known(request);
    }
    Optional<Duration> wait = limit.take(client);
    if (wait.isPresent()) {
      TooMany.refuse(request, response, outcomes, wait.get());
      return;
    }
    chain.doFilter(request, response);
  }
}
