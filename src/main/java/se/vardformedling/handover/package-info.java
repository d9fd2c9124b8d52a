/**
 * Which documents go with the case, and did they arrive: an organisation's own node between its
 * journal system, the national node and the other organisations. What it knows of a patient never
 * goes to the national node. Entry points: {@code NationalCases}, {@code Reports}.
 */
@ApplicationModule(
    allowedDependencies = {"identifier", "timer", "fhir", "security", "terminology", "messaging"})
@RegionalNode
@NullMarked
package se.vardformedling.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
