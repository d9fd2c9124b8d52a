package se.vardformedling.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/**
 * One address, one spelling. {@code /%61pp} is served as {@code /app}, but whoever reads the
 * address as it came takes it for another: the log, the limits, the guard of the demo. No client
 * needs to encode a letter or a digit (RFC 3986, 2.3), so it is refused before anybody decides
 * anything by it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 55)
class PlainPath extends OncePerRequestFilter {
  private static final Pattern ENCODED = Pattern.compile("(?i)%(3[0-9]|[46][1-9a-f]|[57][0-9a])");

  private final Outcomes outcomes;

  PlainPath(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!ENCODED.matcher(String.valueOf(request.getRequestURI())).find()) {
      chain.doFilter(request, response);
    } else if (Outcomes.answers(request)) {
      outcomes.send(
          request, response, Problem.BAD_PARAMETER.at("path", "a letter or a digit is encoded"));
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }
}
