package se.vardformedling.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.security.Caller;

/** Notes who calls, right after the token has been checked. */
@Component
@Order(-99)
class CallerFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getAttribute(AccessNote.ATTRIBUTE) instanceof AccessNote note) {
      note.calledBy(Caller.current());
    }
    chain.doFilter(request, response);
  }
}
