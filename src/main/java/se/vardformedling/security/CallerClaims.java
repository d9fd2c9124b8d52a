package se.vardformedling.security;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.IdentityScanner;

/** Reads the caller from claims, the same for a bearer token and a signed-in person. */
@Component
class CallerClaims {
  private static final String CLIENT_ID = "client_id";

  private final ProviderRegions regions;

  private final SystemClients systems;
  private final OwnUnits own;

  CallerClaims(ProviderRegions regions, SystemClients systems, OwnUnits own) {
    this.regions = regions;
    this.systems = systems;
    this.own = own;
  }

  /** Nobody, if the claims name the person by a number that may not be here. */
  Caller caller(Map<String, Object> claims) {
    String subject =
        text(claims, Claim.EMPLOYEE).orElseGet(() -> String.valueOf(claims.get(JwtClaimNames.SUB)));
    if (IdentityScanner.scan(subject, IdentityScanner.Place.TEXT).isPresent()) {
      return Caller.nobody();
    }
    if (subject.equals(claims.get(CLIENT_ID))) {
      return system(subject, claims);
    }
    Role role = role(claims.get(Claim.ROLES.text()));
    return new Caller(
            subject,
            role,
            text(claims, Claim.PROVIDER).flatMap(regions::regionOf),
            // A system's units are what it was registered with.
            text(claims, Claim.UNIT).filter(unit -> role == Role.JOURNALSYSTEM || own.has(unit)))
        .under(text(claims, Claim.COMMISSION).filter(CallerClaims::identifiesNobody));
  }

  /** A system acts for itself: RFC 9068 gives it its client id as subject. */
  private Caller system(String clientId, Map<String, Object> claims) {
    SystemClients.Registered known =
        systems
            .registered(clientId)
            .orElse(new SystemClients.Registered(Role.ANONYMOUS, "", Set.of()));
    return new Caller(
        clientId,
        known.role(),
        Optional.of(known.region()).filter(region -> !region.isEmpty()),
        Optional.empty(),
        known.units(),
        Optional.of(ScopeRules.of(claims.get("scope"))));
  }

  /** The first role that we know; none gives no rights. */
  private static Role role(@Nullable Object scope) {
    Collection<?> all =
        scope instanceof Collection<?> many ? many : Stream.ofNullable(scope).toList();
    return all.stream()
        .map(one -> one instanceof Map<?, ?> object ? object.get("code") : one)
        .map(code -> Role.ofClaim(String.valueOf(code)))
        .filter(role -> role != Role.ANONYMOUS)
        .findFirst()
        .orElse(Role.ANONYMOUS);
  }

  private static boolean identifiesNobody(String said) {
    return IdentityScanner.scan(said, IdentityScanner.Place.TEXT).isEmpty();
  }

  private static Optional<String> text(Map<String, Object> claims, Claim claim) {
    return claims.get(claim.text()) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }
}
