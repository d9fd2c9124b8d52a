/**
 * The demo catalogue: real places, fictional units, synthetic figures. Nothing depends on it and
 * production never loads it.
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
      "waitingtime :: feed",
      "capacity",
      "messaging",
      "search",
      "referral"
    })
@NationalNode
@NullMarked
package se.vardformedling.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
