/**
 * How long the wait is and how fresh that figure is. Never computes from patients on this node.
 * Entry point: {@code WaitingTimes}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "timer",
      "disclosure",
      "fhir",
      "security",
      "terminology",
      "catalogue"
    })
@NationalNode
@NullMarked
package se.vardformedling.waitingtime;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
