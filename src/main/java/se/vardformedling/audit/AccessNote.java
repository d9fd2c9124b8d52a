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

/**
 * What becomes known of a request while it is being answered, or of what the program does alone.
 */
final class AccessNote {
  static final String ATTRIBUTE = "vf.access";

  private static final Pattern PAGE = Pattern.compile("^/app(/[a-z]{1,20}(?=/|$))?");

  /** What is done on a page, where its name alone does not say it. */
  private static final Pattern DONE =
      Pattern.compile(
          "/(anmal|ansvarig|bort|erbjud|fraga|informationsblad|publicera|angra|skicka|svar|ta|teckna)$");

  private static final Pattern OF_CASES = Pattern.compile("^(Task|ServiceRequest)/.*");
  private static final Pattern VERSION = Pattern.compile("/_history/.*$");

  private final @Nullable HttpServletRequest request;
  private final UUID requestId;
  private final UUID correlationId;
  private final Set<String> entities = new TreeSet<>();
  private final Set<String> cases = new TreeSet<>();

  /** What may belong to a case that has not been named. */
  private final Set<String> unplaced = new TreeSet<>();

  private Caller caller = Caller.nobody();
  private @Nullable Caller recipient;
  private @Nullable String action;
  private boolean written;

  private AccessNote(UUID message) {
    this.request = null;
    this.requestId = message;
    this.correlationId = message;
    this.caller = Caller.system();
  }

  AccessNote(HttpServletRequest request) {
    this.request = request;
    this.requestId = uuid(request, RequestIds.REQUEST_ID);
    this.correlationId = uuid(request, RequestIds.CORRELATION_ID);
    // Of a page's address only what we know: the page's name, what is done there and a case ID,
    // never
    // free text.
    Matcher page = PAGE.matcher(request.getRequestURI());
    if (page.find()) {
      action = request.getMethod() + " " + page.group() + done(request);
      Stream.of(request.getRequestURI().split("/"))
          .map(CaseId::parse)
          .flatMap(Optional::stream)
          .forEach(id -> cases.add(id.value()));
    }
  }

  private static String done(HttpServletRequest request) {
    Matcher done = DONE.matcher(request.getRequestURI());
    return request.getMethod().equals("POST") && done.find() ? done.group() : "";
  }

  /**
   * What nobody has asked for.
   *
   * @param message tells it from everything else
   */
  static AccessNote ofTheProgram(UUID message) {
    return new AccessNote(message);
  }

  void tells(Caller whom) {
    recipient = whom;
  }

  void calledBy(Caller known) {
    caller = known;
  }

  void does(String what) {
    action = what;
  }

  void touches(String entity, @Nullable String caseId) {
    boolean first = entities.add(entity);
    if (caseId != null) {
      cases.add(caseId);
      unplaced.remove(entity);
    } else if (first && OF_CASES.matcher(entity).matches()) {
      unplaced.add(entity);
    }
  }

  /** A resource that was not shown belongs to its case all the same. */
  void belongsBy(KnownCases known) {
    repeated();
    if (!unplaced.isEmpty()) {
      cases.addAll(known.caseIds(unplaced).values());
      unplaced.clear();
    }
  }

  void shows(String caseId) {
    cases.add(caseId);
  }

  /**
   * A case, what may be one's, or a patient: how long a refusal takes does not tell whether there
   * is such a case.
   */
  boolean touchesCases() {
    return !cases.isEmpty()
        || entities.stream()
            .anyMatch(one -> one.startsWith("Patient/") || OF_CASES.matcher(one).matches());
  }

  boolean written() {
    return written;
  }

  void written(boolean now) {
    written = now;
  }

  LogEntry entry(Instant at, int status) {
    repeated();
    Caller acting = recipient == null ? caller : recipient;
    return new LogEntry(
        0,
        at,
        acting.region().orElse("00"),
        caller.subject(),
        caller.role().claim(),
        acting.unit().orElse(null),
        caller.commission().orElse(null),
        action(),
        List.copyOf(entities),
        List.copyOf(cases),
        caller.parties().findAny().isPresent() ? "CAREMGT" : "HOPERAT",
        status,
        requestId,
        correlationId,
        recipient == null ? null : recipient.subject());
  }

  private String action() {
    if (action != null) {
      return action;
    }
    return request == null ? "change" : request.getMethod();
  }

  /** An answer that was given before shows again what was made then. */
  private void repeated() {
    if (request != null && request.getAttribute(RequestIds.REPEATED) instanceof List<?> made) {
      does("repeat");
      made.forEach(one -> touches(VERSION.matcher(String.valueOf(one)).replaceFirst(""), null));
    }
  }

  private static UUID uuid(HttpServletRequest request, String attribute) {
    return UUID.fromString(String.valueOf(request.getAttribute(attribute)));
  }
}
