package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.springframework.stereotype.Component;

/** Turns a refusal into the OperationOutcome that the caller gets, in its language and format. */
@Component
public class Outcomes {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  /** Seconds after which one may try again when the node could not answer. */
  static final String RETRY_AFTER = "10";

  static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, OPTIONS";

  /** What the page of errors tells, when it is for a person. */
  public static final String REFUSAL = "vf.refusal";

  private final FhirContext fhir;

  Outcomes(FhirContext fhir) {
    this.fhir = fhir;
  }

  OperationOutcome outcome(Refusal refusal, Locale language) {
    OperationOutcome outcome = new OperationOutcome();
    for (Refusal.Issue issue : refusal.issues()) {
      OperationOutcome.OperationOutcomeIssueComponent one = outcome.addIssue();
      one.setSeverity(IssueSeverity.ERROR).setCode(IssueType.fromCode(issue.problem().issueType()));
      one.getDetails().setText(issue.problem().text(language));
      one.getDetails()
          .addCoding()
          .setSystem(Canonical.codeSystem("vf-error"))
          .setCode(issue.problem().code());
      if (!issue.expression().isEmpty()) {
        one.addExpression(issue.expression());
      }
      if (!issue.details().isEmpty()) {
        one.setDiagnostics(issue.details());
      }
    }
    return outcome;
  }

  /** Answers outside HAPI, such as from a filter. */
  public void send(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
      throws IOException {
    if (person(request) && refusal.getStatusCode() != HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      request.setAttribute(REFUSAL, refusal);
      response.sendError(refusal.getStatusCode());
      return;
    }
    boolean xml = HttpRules.xmlFirst(request.getHeader("Accept"), request.getQueryString());
    IParser parser = xml ? fhir.newXmlParser() : fhir.newJsonParser();
    if (refusal.getStatusCode() == 405) {
      response.setHeader("Allow", ALLOWED);
    }
    if (refusal.getStatusCode() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      response.setHeader("Retry-After", RETRY_AFTER);
    }
    response.setStatus(refusal.getStatusCode());
    response.setContentType(xml ? "application/fhir+xml" : "application/fhir+json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    String text = parser.encodeResourceToString(outcome(refusal, language(request)));
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    // Of an answer that has been begun and taken back, its length is left.
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IllegalStateException begunAsText) {
      response.getWriter().write(text);
    }
  }

  /** Whether it is somebody at a browser, who reads pages. */
  private static boolean person(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return !answers(request) && accept != null && accept.contains("text/html");
  }

  /** In Swedish and JSON, for callers whose headers could not be read. */
  String json(Refusal refusal) {
    return fhir.newJsonParser().encodeResourceToString(outcome(refusal, SWEDISH));
  }

  /** Whether an error is FHIR's to answer; an address that nobody could read is too. */
  public static boolean answers(HttpServletRequest request) {
    String raw = request.getRequestURI();
    return raw == null
        || "/fhir".equals(request.getServletPath())
        || raw.replaceFirst("^/+", "/").startsWith("/fhir");
  }

  /** English for those who ask for it first, Swedish for everybody else. */
  public static Locale language(HttpServletRequest request) {
    return request.getHeader("Accept-Language") == null ? SWEDISH : request.getLocale();
  }
}
