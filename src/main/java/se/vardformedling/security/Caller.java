package se.vardformedling.security;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who is calling and for whom.
 *
 * @param subject the person's HSA-id in its employment, or the system's client id
 * @param region länskod the caller acts for
 * @param unit HSA-id of the unit a person acts for; a system has none of its own
 * @param units HSA-ids of all units the caller acts for
 * @param scopes what a system's token is limited to; empty for people, who are not limited
 * @param commission HSA-id of the uppdrag that a person has chosen, for the log
 */
public record Caller(
    String subject,
    Role role,
    Optional<String> region,
    Optional<String> unit,
    Set<String> units,
    Optional<Set<String>> scopes,
    Optional<String> commission) {
  private static final Caller SYSTEM =
      new Caller("system", Role.SYSTEM, Optional.empty(), Optional.empty());
  private static final Caller ANONYMOUS =
      new Caller("anonymous", Role.ANONYMOUS, Optional.empty(), Optional.empty());

  /** Somebody without an uppdrag. */
  public Caller(
      String subject,
      Role role,
      Optional<String> region,
      Optional<String> unit,
      Set<String> units,
      Optional<Set<String>> scopes) {
    this(subject, role, region, unit, units, scopes, Optional.empty());
  }

  /** A person. */
  public Caller(String subject, Role role, Optional<String> region, Optional<String> unit) {
    this(
        subject,
        role,
        region,
        unit,
        unit.map(Set::of).orElseGet(Set::<String>of),
        Optional.empty());
  }

  Caller under(Optional<String> chosen) {
    return new Caller(subject, role, region, unit, units, scopes, chosen);
  }

  public static Caller system() {
    return SYSTEM;
  }

  /** Whether it is a system that acts for itself, and no person. */
  public boolean isSystem() {
    return scopes.isPresent();
  }

  /** Who has not shown a valid token. */
  public static Caller nobody() {
    return ANONYMOUS;
  }

  /** The caller of this request, by token or signed in; nobody if neither. */
  public static Caller current() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication instanceof CallerToken token) {
      return token.caller();
    }
    return authentication != null && authentication.getPrincipal() instanceof SignedInPerson person
        ? person.caller()
        : ANONYMOUS;
  }

  /**
   * The parties whose cases the caller may see, and the audiences it belongs to, as the resources
   * write them.
   */
  public Stream<String> parties() {
    return switch (role) {
      case VARDFORMEDLARE ->
          Stream.concat(region.map(code -> "region:" + code).stream(), audiences());
      case MOTTAGARE -> Stream.concat(units.stream().map(hsaId -> "unit:" + hsaId), audiences());
      case REMITTENT, JOURNALSYSTEM -> units.stream().map(hsaId -> "unit:" + hsaId);
      default -> Stream.empty();
    };
  }

  /** Whether the role and the token let the caller read the type at all, on the national node. */
  public boolean mayRead(String type) {
    return Policy.NATIONAL.allows(this, Action.READ, type);
  }

  private Stream<String> audiences() {
    return Stream.concat(
        Stream.of("audience:all"), region.map(code -> "audience:" + code).stream());
  }
}
