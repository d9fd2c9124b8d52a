package se.vardformedling.search;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/** {@code HealthcareService/$find-provider}, by GET and POST. */
@Component
class FindProviderOperation implements FhirOperations {
  private final FindProvider findProvider;
  private final QuestionResource questions;
  private final SuitabilityResource answers;
  private final Clock clock;

  FindProviderOperation(
      FindProvider findProvider,
      QuestionResource questions,
      SuitabilityResource answers,
      Clock clock) {
    this.findProvider = findProvider;
    this.questions = questions;
    this.answers = answers;
    this.clock = clock;
  }

  @Operation(name = "$find-provider", typeName = "HealthcareService", idempotent = true)
  public Bundle find(RequestDetails request, HttpServletRequest servlet) {
    QuestionResource.Read asked = questions.read(request, ZonedDateTime.now(clock));
    Question question = asked.question();
    // What another region has agreed on is between it and its providers.
    if (!Caller.current().region().equals(Optional.of(question.region()))) {
      throw Problem.REGION_NOT_ENTITLED.at("originRegion", "");
    }
    return answers.bundle(
        asked,
        asked
            .moment()
            .map(moment -> findProvider.answer(question, moment))
            .orElseGet(() -> findProvider.answer(question)),
        Outcomes.language(servlet),
        request.getFhirServerBase());
  }
}
