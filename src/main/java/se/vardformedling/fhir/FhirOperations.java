package se.vardformedling.fhir;

import java.util.Set;

/** Marks a bean whose {@code @Operation} methods the FHIR endpoint serves. */
public interface FhirOperations {
  /** What may be asked of every answer, beside an operation's own parameters. */
  Set<String> OF_EVERY_ANSWER = Set.of("_format", "_pretty", "_elements", "_summary");
}
