package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.NotModifiedException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Every error of the FHIR endpoint leaves through here, as a code of our catalogue and nothing
 * else.
 */
@Component
@Interceptor
class ErrorAnswers implements ServerInterceptor {
  private static final Logger log = LoggerFactory.getLogger(ErrorAnswers.class);
  private static final Set<Problem> FROM_PARSER =
      Set.of(
          Problem.UNKNOWN_ELEMENT,
          Problem.MALFORMED_BODY,
          Problem.CODE_INVALID,
          Problem.VALUE_INVALID);

  private final Outcomes outcomes;
  private final ProfileValidation profiles;

  ErrorAnswers(Outcomes outcomes, ProfileValidation profiles) {
    this.outcomes = outcomes;
    this.profiles = profiles;
  }

  @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
  public @Nullable BaseServerResponseException answer(
      @Nullable RequestDetails details, Throwable failure, HttpServletRequest request) {
    if (failure instanceof NotModifiedException same) {
      // Not an error; the caller has it already, under that tag (RFC 9110, 15.4.5).
      Optional.ofNullable(request.getHeader("If-None-Match"))
          .ifPresent(tag -> same.addResponseHeader("ETag", tag));
      return null;
    }
    Refusal refusal = placed(refusal(details, failure), request);
    if (refusal.getStatusCode() >= 500) {
      // The stack stays here; the caller gets the reference that finds it.
      log.error("Request {} failed", request.getAttribute(RequestIds.REQUEST_ID), failure);
    }
    // Only the status and the outcome of what is returned reach the caller.
    BaseServerResponseException answer =
        new UnclassifiedServerFailureException(refusal.getStatusCode(), refusal.problem().code());
    if (refusal.getStatusCode() == HttpServletResponse.SC_SERVICE_UNAVAILABLE) {
      answer.addResponseHeader("Retry-After", Outcomes.RETRY_AFTER);
    }
    if (refusal.getStatusCode() == HttpServletResponse.SC_METHOD_NOT_ALLOWED) {
      answer.addResponseHeader("Allow", Outcomes.ALLOWED);
    }
    answer.setOperationOutcome(outcomes.outcome(refusal, Outcomes.language(request)));
    return answer;
  }

  /** What stumbled over a resource that breaks its profile says less than the profile does. */
  private Refusal refusal(@Nullable RequestDetails details, Throwable failure) {
    if (details == null || failure instanceof Refusal) {
      return ErrorRules.refusal(failure);
    }
    List<Refusal.Issue> issues = ProfileValidation.found(details);
    Refusal refusal = issues.isEmpty() ? ErrorRules.refusal(failure) : new Refusal(issues);
    if (refusal.problem() == Problem.MALFORMED_BODY
        && details.getRequestType() == RequestTypeEnum.GET) {
      // What cannot be read is then in the address.
      return Problem.BAD_PARAMETER.because("");
    }
    if (refusal.problem() != Problem.INTERNAL || details.getResource() == null) {
      return refusal;
    }
    List<Refusal.Issue> sent = profiles.issues(details.getResource());
    List<Refusal.Issue> why = sent.isEmpty() ? ExtensionRules.absent(details.getResource()) : sent;
    return why.isEmpty() ? refusal : new Refusal(why);
  }

  /** The parser names an element without saying where it is. */
  private static Refusal placed(Refusal refusal, HttpServletRequest request) {
    Refusal.Issue issue = refusal.issues().get(0);
    // Whoever wraps a request after us does not change its body.
    BufferedRequest buffered = WebUtils.getNativeRequest(request, BufferedRequest.class);
    if (!FROM_PARSER.contains(issue.problem())
        || !issue.expression().matches("[A-Za-z_]+")
        || buffered == null) {
      return refusal;
    }
    return Places.of(buffered.body(), issue.expression())
        .map(place -> issue.problem().at(place, issue.details()))
        .orElse(refusal);
  }
}
