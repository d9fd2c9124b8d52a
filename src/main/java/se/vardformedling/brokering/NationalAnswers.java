package se.vardformedling.brokering;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.OperationOutcome;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

/**
 * What the national node's refusals mean here: it speaks of the same problems by the same codes.
 */
final class NationalAnswers {
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;

  private NationalAnswers() {}

  static Refusal refusal(BaseServerResponseException answer) {
    int status = answer.getStatusCode();
    if (status == 0 || status == TOO_MANY || status >= BROKEN) {
      return Problem.NATIONAL_NODE_AWAY.because("status " + status);
    }
    return issue(answer)
        .map(issue -> problem(issue).at("", String.valueOf(issue.getDiagnostics())))
        .orElseGet(() -> Problem.NATIONAL_NODE_REFUSED.because("status " + status));
  }

  private static Optional<OperationOutcome.OperationOutcomeIssueComponent> issue(
      BaseServerResponseException answer) {
    return answer.getOperationOutcome() instanceof OperationOutcome outcome && outcome.hasIssue()
        ? Optional.of(outcome.getIssueFirstRep())
        : Optional.empty();
  }

  private static Problem problem(OperationOutcome.OperationOutcomeIssueComponent issue) {
    String code = String.valueOf(issue.getDetails().getCodingFirstRep().getCode());
    return Stream.of(Problem.values())
        .filter(problem -> problem.code().equals(code))
        .findFirst()
        .orElse(Problem.NATIONAL_NODE_REFUSED);
  }
}
