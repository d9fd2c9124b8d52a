package se.vardformedling.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/**
 * The name that a caller gives us stands in the addresses of our answers. One that is longer than
 * any name (RFC 1035, 2.3.4) makes their headers too large to be sent.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 45)
class NamedHost extends OncePerRequestFilter {
  private static final int LONGEST = 255;

  private final Outcomes outcomes;

  NamedHost(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (String.valueOf(request.getServerName()).length() > LONGEST) {
      outcomes.send(request, response, Problem.BAD_HEADER.at("Host", "too long"));
    } else {
      chain.doFilter(request, response);
    }
  }
}
