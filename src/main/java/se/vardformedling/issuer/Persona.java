package se.vardformedling.issuer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.security.Claim;
import se.vardformedling.security.Role;

/** One of the demo's users: fictional units, synthetic organisations. */
public record Persona(String id, Role role, Optional<String> region, Optional<String> unit) {
  private static final String TEST = "TSTNMT2321000156-";
  private static final String UNIT = TEST + "VF000";
  private static final String REGION = TEST + "VG";

  /** The unit that belongs to a company of its own, and that company. */
  private static final Map<String, String> COMPANIES = Map.of(UNIT + "3", TEST + "VP0003");

  public static final List<Persona> ALL =
      List.of(
          of("broker-dalarna", Role.VARDFORMEDLARE, "20", ""),
          of("referrer-dalarna", Role.REMITTENT, "20", UNIT + "2"),
          of("provider-falun", Role.MOTTAGARE, "20", UNIT + "1"),
          of("provider-goteborg", Role.MOTTAGARE, "14", UNIT + "3"),
          of("controller-dalarna", Role.AVTALSCONTROLLER, "20", ""),
          of("catalogue-admin", Role.KATALOGFORVALTARE, "", ""),
          of("analyst", Role.ANALYTIKER, "", ""),
          of("log-reviewer", Role.LOGGRANSKARE, "20", ""),
          of("log-reviewer-goteborg", Role.LOGGRANSKARE, "14", ""));

  private static Persona of(String id, Role role, String region, String unit) {
    return new Persona(
        id,
        role,
        Optional.of(region).filter(r -> !r.isEmpty()),
        Optional.of(unit).filter(u -> !u.isEmpty()));
  }

  static Optional<Persona> named(String id) {
    return ALL.stream().filter(persona -> persona.id().equals(id)).findFirst();
  }

  /** What an identity provider says of a person at work. */
  Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put(Claim.EMPLOYEE.text(), id);
    claims.put(Claim.COMMISSION.text(), TEST + "U-" + id);
    claims.put(Claim.COMMISSION_NAME.text(), id);
    claims.put(
        Claim.COMMISSION_PURPOSE.text(),
        role == Role.REMITTENT || role == Role.MOTTAGARE
            ? "Vård och behandling"
            : "Administration");
    unit.ifPresent(hsaId -> claims.put(Claim.UNIT.text(), hsaId));
    provider().ifPresent(hsaId -> claims.put(Claim.PROVIDER.text(), hsaId));
    claims.put(Claim.ROLES.text(), List.of(role.claim()));
    return claims;
  }

  private Optional<String> provider() {
    return unit.map(COMPANIES::get).or(() -> region.map(code -> REGION + code));
  }

  /** The region a demo provider belongs to. */
  static Optional<String> regionOf(String providerHsaId) {
    if (providerHsaId.startsWith(REGION)) {
      return Optional.of(providerHsaId.substring(REGION.length()));
    }
    return ALL.stream()
        .filter(persona -> persona.provider().equals(Optional.of(providerHsaId)))
        .findFirst()
        .flatMap(Persona::region);
  }
}
