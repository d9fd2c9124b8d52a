package se.vardformedling.agreement;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Parameters;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.RequestIds;
import se.vardformedling.security.Caller;
import se.vardformedling.terminology.Terms;

/**
 * {@code Contract/$applicable}, {@code Contract/[id]/$volume-status} and {@code
 * Contract/[id]/$adjust-volume}.
 */
@Component
class AgreementOperation implements FhirOperations {
  /** No agreement is as old. */
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

  /** What the asker's clock may be ahead. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private final Agreements agreements;
  private final Volumes volumes;
  private final Terms terms;
  private final Clock clock;

  AgreementOperation(Agreements agreements, Volumes volumes, Terms terms, Clock clock) {
    this.agreements = agreements;
    this.volumes = volumes;
    this.terms = terms;
    this.clock = clock;
  }

  @Operation(name = "$applicable", type = Contract.class, idempotent = true)
  public Parameters applicable(RequestDetails request) {
    AskedParameters asked =
        AskedParameters.of(
            request,
            Set.of("service", "healthcareService", "provider", "region", "date", "volume"));
    Caller caller = Caller.current();
    return AgreementAnswers.applicable(
        agreements.applicable(
            caller,
            new Applicable.Question(
                asked.text("region").or(caller::region).orElse(""),
                vardtjanst(asked.text("service").orElseThrow(() -> asked.missing("service"))),
                asked.id("healthcareService").orElse(""),
                asked.id("provider").orElse(""),
                asked.date("date").orElse(LocalDate.now(clock)),
                asked.positive("volume").orElse(1))));
  }

  @Operation(name = "$volume-status", type = Contract.class, idempotent = true)
  public Parameters volumeStatus(@IdParam IdType id, RequestDetails request) {
    AskedParameters asked = AskedParameters.of(request, Set.of("asOf"));
    Instant now = clock.instant();
    Instant asOf = asked.text("asOf").map(AgreementOperation::moment).orElse(now);
    if (asOf.isAfter(now.plus(CLOCKS_DIFFER))) {
      throw Problem.BAD_PARAMETER.at("asOf", "a moment that has been");
    }
    return AgreementAnswers.volumes(
        agreements
            .volumes(Caller.current(), id.getIdPart(), asOf)
            .orElseThrow(() -> Problem.NOT_FOUND.because("")));
  }

  @Operation(name = "$adjust-volume", type = Contract.class)
  public Parameters adjust(@IdParam IdType id, RequestDetails request) {
    AskedParameters asked =
        AskedParameters.of(
            request, Set.of("healthcareService", "service", "region", "places", "reason"));
    Caller caller = Caller.current();
    // Chained for ever: an id that is a UUID and nobody's number, never the header as it came.
    String sent =
        request instanceof ServletRequestDetails door
            ? RequestIds.chosen(door.getServletRequest()).orElse("")
            : "";
    volumes.adjust(
        caller,
        new Volumes.Adjustment(
            id.getIdPart(),
            asked.id("healthcareService").orElseThrow(() -> asked.missing("healthcareService")),
            asked.code("service").orElse(""),
            asked.text("region").or(caller::region).orElseThrow(() -> asked.missing("region")),
            asked.whole("places").orElseThrow(() -> asked.missing("places")),
            asked.text("reason").orElse(""),
            caller.subject() + ":" + (sent.isEmpty() ? UUID.randomUUID().toString() : sent)));
    return AgreementAnswers.volumes(
        agreements
            .volumes(caller, id.getIdPart(), clock.instant())
            .orElseThrow(() -> Problem.NOT_FOUND.because("")));
  }

  /** A code of ours, or {@code system|code} of another system that stands for one vårdtjänst. */
  private String vardtjanst(String token) {
    int bar = token.indexOf('|');
    String system = bar < 1 ? Canonical.codeSystem("vardtjanst") : token.substring(0, bar);
    Set<String> found = terms.vardtjanster(system, token.substring(bar + 1));
    if (found.size() != 1) {
      throw Problem.CODE_INVALID.at("service", "stands for no vårdtjänst, or for several");
    }
    return found.iterator().next();
  }

  private static Instant moment(String given) {
    try {
      Instant moment = Instant.parse(given);
      if (moment.isBefore(EARLIEST)) {
        throw Problem.BAD_PARAMETER.at("asOf", "not before " + EARLIEST);
      }
      return moment;
    } catch (DateTimeParseException notAnInstant) {
      throw Problem.BAD_PARAMETER.at(
          "asOf", "an instant with its zone, such as 2026-03-01T12:00:00Z");
    }
  }
}
