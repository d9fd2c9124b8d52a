package se.vardformedling.audit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/**
 * No answer leaves before it is in the log. A change has logged itself in its own transaction by
 * then; everything else (reads, refusals, failures) is logged here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class AccessFilter extends OncePerRequestFilter {
  private static final Pattern FIRST = Pattern.compile("/*([^/?]*)");
  private static final Set<String> LOGGED = Set.of("fhir", "demo", "oauth2", "app");

  private final AccessLog log;
  private final Outcomes outcomes;
  private final Clock clock;

  AccessFilter(AccessLog log, Outcomes outcomes, Clock clock) {
    this.log = log;
    this.outcomes = outcomes;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = String.valueOf(request.getRequestURI());
    Matcher first = FIRST.matcher(path);
    return !(first.lookingAt() && LOGGED.contains(first.group(1)))
        || path.startsWith("/fhir/metadata");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    AccessNote note = new AccessNote(request);
    request.setAttribute(AccessNote.ATTRIBUTE, note);
    Answer answer = new Answer(response, note);
    try {
      chain.doFilter(request, answer);
      answer.onResponseCommitted();
    } catch (DataAccessException | TransactionException away) {
      // What cannot be logged is not told.
      if (response.isCommitted()) {
        throw away;
      }
      refuse(request, response);
    }
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (Outcomes.answers(request)) {
      response.resetBuffer();
      outcomes.send(request, response, Problem.UNAVAILABLE.because(""));
    } else {
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  private final class Answer extends OnCommittedResponseWrapper {
    private final AccessNote note;

    Answer(HttpServletResponse response, AccessNote note) {
      super(response);
      this.note = note;
    }

    @Override
    protected void onResponseCommitted() {
      if (!note.written()) {
        note.written(true);
        log.addAlone(note, clock.instant(), getStatus());
      }
    }
  }
}
