package se.vardformedling.fhir;

/** Marks a bean whose {@code @Operation} methods the FHIR endpoint serves. */
public interface FhirOperations {}
