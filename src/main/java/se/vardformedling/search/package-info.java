/**
 * Which providers suit this need, in what order and why. Changes nothing. Entry point: {@code
 * FindProvider}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "fhir",
      "security",
      "terminology",
      "catalogue",
      "agreement",
      "waitingtime",
      "capacity"
    })
@NationalNode
@NullMarked
package se.vardformedling.search;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
