package se.vardformedling.security;

import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who is calling and for whom.
 *
 * @param subject the token's subject
 * @param region länskod the caller acts for
 * @param unit HSA-id the caller acts for
 */
public record Caller(String subject, Role role, Optional<String> region, Optional<String> unit) {
  private static final Caller SYSTEM =
      new Caller("system", Role.SYSTEM, Optional.empty(), Optional.empty());
  private static final Caller ANONYMOUS =
      new Caller("anonymous", Role.ANONYMOUS, Optional.empty(), Optional.empty());

  public static Caller system() {
    return SYSTEM;
  }

  /** Who has not shown a valid token. */
  public static Caller nobody() {
    return ANONYMOUS;
  }

  /** The caller of this request; nobody if there is no valid token. */
  public static Caller current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication instanceof JwtAuthenticationToken token ? of(token) : ANONYMOUS;
  }

  private static Caller of(JwtAuthenticationToken token) {
    return new Caller(
        token.getToken().getSubject(),
        Role.ofClaim(token.getToken().getClaimAsString("role")),
        Optional.ofNullable(token.getToken().getClaimAsString("region")),
        Optional.ofNullable(token.getToken().getClaimAsString("unit")));
  }

  /** The parties whose cases the caller may see, as the cases write them. */
  public Stream<String> parties() {
    return switch (role) {
      case VARDFORMEDLARE -> region.map(code -> "region:" + code).stream();
      case REMITTENT, MOTTAGARE -> unit.map(hsaId -> "unit:" + hsaId).stream();
      default -> Stream.empty();
    };
  }
}
