package se.vardformedling.security;

import java.util.Arrays;
import java.util.Locale;

/** What a caller is. The claim is the role's Swedish name in the token. */
public enum Role {
  VARDFORMEDLARE,
  REMITTENT,
  MOTTAGARE,
  AVTALSCONTROLLER,
  KATALOGFORVALTARE,
  ANALYTIKER,
  LOGGRANSKARE,
  /** A journal system: refers and receives for the units it is registered for. */
  JOURNALSYSTEM,
  /** The program itself: timers, follow-up resources, the demo loader. */
  SYSTEM,
  ANONYMOUS;

  /** A claim nobody knows gives no rights. */
  static Role ofClaim(String claim) {
    return Arrays.stream(values())
        .filter(role -> role != SYSTEM && role.claim().equals(claim))
        .findFirst()
        .orElse(ANONYMOUS);
  }

  public String claim() {
    return name().toLowerCase(Locale.ROOT);
  }
}
