package se.vardformedling.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The demo gives tokens to whoever asks on this machine. A page from elsewhere whose name has been
 * pointed at this machine asks under its own name, and is refused.
 */
@Component
@Profile("demo")
@Order(Ordered.HIGHEST_PRECEDENCE + 60)
class LoopbackNames extends OncePerRequestFilter {
  private static final Pattern ISSUES = Pattern.compile("/+(demo|oauth2|signin)/.*");
  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean issues = ISSUES.matcher(request.getRequestURI()).matches();
    if (issues && !NAMES.contains(request.getServerName())) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else {
      chain.doFilter(request, response);
    }
  }
}
