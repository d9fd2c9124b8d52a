/**
 * How the national catalogue of organisations, places and services becomes ours: read page by page
 * or sent to us, turned from R5 into R4, stored, and ended when it is left out. One way only:
 * nothing is ever written back. Entry point: {@code NationalCatalogue}.
 */
@ApplicationModule(
    allowedDependencies = {"identifier", "timer", "fhir", "security", "terminology", "catalogue"})
@NationalNode
@NullMarked
package se.vardformedling.hvo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
