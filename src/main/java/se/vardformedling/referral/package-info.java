/**
 * Where the case is and who may do what next. Holds no identity. Entry point: {@code Referrals}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "fhir",
      "security",
      "audit",
      "terminology",
      "catalogue",
      "agreement",
      "waitingtime",
      "timer"
    })
@NationalNode
@NullMarked
package se.vardformedling.referral;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.NationalNode;
