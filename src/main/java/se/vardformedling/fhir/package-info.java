/**
 * How FHIR is stored, validated and served, and what an error looks like. It has no opinion about
 * care and is the only module that touches HAPI's storage. Entry points: {@code FhirStore}, {@code
 * Problem}.
 */
@ApplicationModule(allowedDependencies = {"identifier", "timer"})
@NullMarked
package se.vardformedling.fhir;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
