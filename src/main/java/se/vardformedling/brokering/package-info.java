/**
 * What the national node is told of a need and says of a case: an organisation's own way to the
 * brokering. It tells from an allow-list, never what identifies a patient, and asks until there is
 * an answer. It knows no documents. Entry points: {@code NationalCases}, {@code Reports}, {@code
 * KnownTasks}, {@code NationalTaskChanged}, {@code Registration}, {@code UnitNames}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "timer",
      "fhir",
      "security",
      "terminology",
      "carerelation"
    })
@RegionalNode
@NullMarked
package se.vardformedling.brokering;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
