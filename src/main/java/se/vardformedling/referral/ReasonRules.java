package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may give a reason, and when it is in effect: the properties of its code. */
final class ReasonRules {
  private ReasonRules() {}

  /**
   * Whether one of the actors may give the reason today.
   *
   * @param properties {@code allowedActor} (one or several, with spaces between; absent: all),
   *     {@code effectiveFrom} and {@code effectiveTo} (first and last day; absent: no limit)
   */
  static boolean usable(Map<String, String> properties, Set<Actor> actors, LocalDate today) {
    return mayGive(properties, actors) && inEffect(properties, today);
  }

  static boolean mayGive(Map<String, String> properties, Set<Actor> actors) {
    return Optional.ofNullable(properties.get("allowedActor"))
        .map(
            allowed ->
                Arrays.stream(allowed.split(" ")).map(Actor::valueOf).anyMatch(actors::contains))
        .orElse(true);
  }

  static boolean inEffect(Map<String, String> properties, LocalDate today) {
    boolean begun =
        Optional.ofNullable(properties.get("effectiveFrom"))
            .map(from -> !LocalDate.parse(from).isAfter(today))
            .orElse(true);
    boolean over =
        Optional.ofNullable(properties.get("effectiveTo"))
            .map(to -> LocalDate.parse(to).isBefore(today))
            .orElse(false);
    return begun && !over;
  }
}
