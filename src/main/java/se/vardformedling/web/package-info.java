/** The pages people open. Nothing depends on them. */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "timer",
      "paper",
      "fhir",
      "security",
      "audit",
      "terminology",
      "catalogue",
      "agreement",
      "waitingtime",
      "capacity",
      "search",
      "referral",
      "brokering",
      "handover",
      "collaboration",
      "outreach",
      "imports"
    })
@NullMarked
package se.vardformedling.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
