package se.vardformedling.referral;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;

/**
 * The guarantee over FHIR: the clock of a case, what the patient decides, and a region's limits.
 */
@Component
class GuaranteeOperation implements FhirOperations {
  private static final Set<String> KNOWN = Set.of("event", "date", "version");
  private static final Set<String> LIMIT = Set.of("vardtjanst", "kind", "validFrom", "days");

  private final GuaranteeClocks clocks;
  private final GuaranteeLimits limits;
  private final PatientDecisions decisions;
  private final GuaranteeEvents events;

  GuaranteeOperation(
      GuaranteeClocks clocks,
      GuaranteeLimits limits,
      PatientDecisions decisions,
      GuaranteeEvents events) {
    this.clocks = clocks;
    this.limits = limits;
    this.decisions = decisions;
    this.events = events;
  }

  @Operation(name = "$guarantee-clock", type = Task.class, idempotent = true)
  public Parameters clock(@IdParam IdType id) {
    GuaranteeClock clock = clocks.of(Caller.current(), id.getIdPart());
    return GuaranteeResource.answer(clock, events.of(decisions.caseId(id.getIdPart())));
  }

  @Operation(name = "$record-guarantee-event", type = Task.class)
  public Parameters record(@IdParam IdType id, RequestDetails request) {
    Parameters asked = parameters(request, KNOWN);
    String version =
        Optional.ofNullable(request.getHeader("If-Match"))
            .map(tag -> tag.replaceFirst("^W/", "").replace("\"", ""))
            .or(() -> text(asked, "version"))
            .orElseThrow(() -> Problem.IF_MATCH_REQUIRED.at("version", ""));
    String event = text(asked, "event").orElse("");
    Optional<LocalDate> date =
        value(asked, "date").map(value -> GuaranteeResource.day("date", value));
    decisions.record(Caller.current(), id.getIdPart(), version, event, date);
    return clock(id);
  }

  @Operation(name = "$guarantee-limits", type = Task.class, idempotent = true)
  public Parameters limits() {
    return GuaranteeResource.limits(limits.list(Caller.current()));
  }

  @Operation(name = "$set-guarantee-limit", type = Task.class)
  public Parameters setLimit(RequestDetails request) {
    Parameters asked = parameters(request, LIMIT);
    int days =
        text(asked, "days")
            .filter(number -> number.matches("\\d{1,3}"))
            .map(Integer::valueOf)
            .orElseThrow(() -> Problem.BAD_PARAMETER.at("days", "a whole number"));
    limits.set(
        Caller.current(),
        new GuaranteeLimits.Limit(
            text(asked, "vardtjanst").orElse(GuaranteeLimits.ALL),
            text(asked, "kind").orElse(""),
            value(asked, "validFrom")
                .map(value -> GuaranteeResource.day("validFrom", value))
                .orElseThrow(() -> Problem.BAD_PARAMETER.at("validFrom", "missing")),
            days));
    return limits();
  }

  private static Parameters parameters(RequestDetails request, Set<String> known) {
    if (!(request.getResource() instanceof Parameters parameters)) {
      throw Problem.BAD_PARAMETER.because("a Parameters resource is expected");
    }
    if (parameters.getParameter().stream()
        .anyMatch(one -> !known.contains(String.valueOf(one.getName())))) {
      throw Problem.BAD_PARAMETER.because("unknown parameter");
    }
    return parameters;
  }

  private static Optional<Type> value(Parameters parameters, String name) {
    return parameters.getParameter().stream()
        .filter(one -> name.equals(one.getName()) && one.getValue() != null)
        .map(Parameters.ParametersParameterComponent::getValue)
        .findFirst();
  }

  private static Optional<String> text(Parameters parameters, String name) {
    return value(parameters, name).map(Type::primitiveValue).filter(text -> !text.isBlank());
  }
}
