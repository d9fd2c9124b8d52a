/** The commands inside the jar. Nothing depends on them. */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "fhir",
      "security",
      "audit",
      "terminology",
      "messaging",
      "catalogue",
      "agreement",
      "waitingtime",
      "waitingtime::feed",
      "search",
      "referral",
      "imports",
      "hvo",
      "demo"
    })
@NullMarked
package se.vardformedling.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
