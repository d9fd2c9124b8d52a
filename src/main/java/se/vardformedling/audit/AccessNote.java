package se.vardformedling.audit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.RequestIds;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.security.Caller;

/** What becomes known of a request while it is being answered. */
final class AccessNote {
  static final String ATTRIBUTE = "vf.access";

  private static final Pattern PAGE = Pattern.compile("^/app(/[a-z]{1,20}(?=/|$))?");

  private final HttpServletRequest request;
  private final Set<String> entities = new TreeSet<>();
  private final Set<String> cases = new TreeSet<>();
  private Caller caller = Caller.nobody();
  private @Nullable String action;
  private boolean written;

  AccessNote(HttpServletRequest request) {
    this.request = request;
    // Of a page's address only what we know: the page's name and a case ID, never free text.
    Matcher page = PAGE.matcher(request.getRequestURI());
    if (page.find()) {
      action = request.getMethod() + " " + page.group();
      Stream.of(request.getRequestURI().split("/"))
          .map(CaseId::parse)
          .flatMap(Optional::stream)
          .forEach(id -> cases.add(id.value()));
    }
  }

  void calledBy(Caller known) {
    caller = known;
  }

  void does(String what) {
    action = what;
  }

  void touches(String entity, @Nullable String caseId) {
    entities.add(entity);
    if (caseId != null) {
      cases.add(caseId);
    }
  }

  void shows(String caseId) {
    cases.add(caseId);
  }

  /** A case, or a patient. */
  boolean touchesCases() {
    return !cases.isEmpty() || entities.stream().anyMatch(one -> one.startsWith("Patient/"));
  }

  boolean written() {
    return written;
  }

  void written(boolean now) {
    written = now;
  }

  LogEntry entry(Instant at, int status) {
    repeated();
    return new LogEntry(
        0,
        at,
        caller.region().orElse("00"),
        caller.subject(),
        caller.role().claim(),
        caller.unit().orElse(null),
        caller.commission().orElse(null),
        action == null ? request.getMethod() : action,
        List.copyOf(entities),
        List.copyOf(cases),
        caller.parties().findAny().isPresent() ? "CAREMGT" : "HOPERAT",
        status,
        uuid(RequestIds.REQUEST_ID),
        uuid(RequestIds.CORRELATION_ID));
  }

  /** An answer that was given before shows again what was made then. */
  private void repeated() {
    if (request.getAttribute(RequestIds.REPEATED) instanceof List<?> made) {
      does("repeat");
      made.forEach(one -> entities.add(String.valueOf(one)));
    }
  }

  private UUID uuid(String attribute) {
    return UUID.fromString(String.valueOf(request.getAttribute(attribute)));
  }
}
