/**
 * Which documents go with a case, may they go, and what are they called: the checklist of a
 * vårdområde, what the journal system has stored, and the referral on paper. It sends nothing and
 * asks nobody outside. Entry points: {@code CollectContents}, {@code PacketFiles}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "fhir",
      "security",
      "terminology",
      "messaging",
      "brokering",
      "paper"
    })
@RegionalNode
@NullMarked
package se.vardformedling.enclosure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
