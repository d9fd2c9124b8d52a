/**
 * Did the documents of a case arrive: sends them to the one who has taken the order, files what
 * comes for the journal system, and says what has stuck. What it knows of a patient never goes to
 * the national node. Entry points: {@code Handovers}, {@code PacketStatuses}, {@code
 * UnfiledMessages}, {@code Orders}, {@code ReceivedDocuments}.
 */
@ApplicationModule(
    allowedDependencies = {
      "identifier",
      "timer",
      "fhir",
      "security",
      "terminology",
      "messaging",
      "carerelation",
      "brokering",
      "enclosure"
    })
@RegionalNode
@NullMarked
package se.vardformedling.handover;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
import se.vardformedling.security.RegionalNode;
