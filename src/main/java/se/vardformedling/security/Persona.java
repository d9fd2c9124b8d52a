package se.vardformedling.security;

import java.util.List;
import java.util.Optional;

/** One of the demo's users: fictional units, synthetic organisations. */
record Persona(String id, Role role, Optional<String> region, Optional<String> unit) {
  private static final String UNIT = "TSTNMT2321000156-VF000";

  static final List<Persona> ALL =
      List.of(
          of("broker-dalarna", Role.VARDFORMEDLARE, "20", ""),
          of("referrer-dalarna", Role.REMITTENT, "20", UNIT + "2"),
          of("provider-falun", Role.MOTTAGARE, "20", UNIT + "1"),
          of("provider-goteborg", Role.MOTTAGARE, "14", UNIT + "3"),
          of("controller-dalarna", Role.AVTALSCONTROLLER, "20", ""),
          of("catalogue-admin", Role.KATALOGFORVALTARE, "", ""),
          of("analyst", Role.ANALYTIKER, "", ""),
          of("log-reviewer", Role.LOGGRANSKARE, "20", ""));

  private static Persona of(String id, Role role, String region, String unit) {
    return new Persona(
        id,
        role,
        Optional.of(region).filter(r -> !r.isEmpty()),
        Optional.of(unit).filter(u -> !u.isEmpty()));
  }
}
