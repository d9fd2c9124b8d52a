package se.vardformedling.terminology;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ValueSetExpansionComponent;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;

/** {@code ValueSet/$suggest?filter=…}: suggestions as one types, as an expansion in rank order. */
@Component
class SuggestOperation implements FhirOperations {
  private static final int DEFAULT_COUNT = 10;
  private final Suggestions suggestions;
  private final Clock clock;

  SuggestOperation(Suggestions suggestions, Clock clock) {
    this.suggestions = suggestions;
    this.clock = clock;
  }

  @Operation(name = "$suggest", typeName = "ValueSet", idempotent = true)
  public ValueSet suggest(
      @OperationParam(name = "filter") @Nullable StringType filter,
      @OperationParam(name = "count") @Nullable IntegerType count) {
    if (filter == null || !filter.hasValue()) {
      throw Problem.BAD_PARAMETER.at("filter", "missing");
    }
    if (count != null && count.hasValue() && count.getValue() < 1) {
      throw Problem.BAD_PARAMETER.at("count", "must be positive");
    }
    List<Suggestion> found =
        suggestions.suggest(
            filter.getValue(),
            count == null || !count.hasValue() ? DEFAULT_COUNT : count.getValue());
    ValueSet answer = new ValueSet();
    answer
        .setUrl(Canonical.valueSet("vardtjanst"))
        .setStatus(org.hl7.fhir.r4.model.Enumerations.PublicationStatus.ACTIVE);
    ValueSetExpansionComponent expansion = answer.getExpansion();
    expansion.setTimestamp(Date.from(clock.instant())).setTotal(found.size());
    for (Suggestion each : found) {
      ValueSet.ValueSetExpansionContainsComponent line =
          expansion
              .addContains()
              .setSystem(Vocabulary.VARDTJANST)
              .setCode(each.vardtjanst())
              .setDisplay(each.display());
      if (!each.matched().equals(each.display())) {
        line.addDesignation().setValue(each.matched()).setLanguage("sv");
      }
    }
    return answer;
  }
}
