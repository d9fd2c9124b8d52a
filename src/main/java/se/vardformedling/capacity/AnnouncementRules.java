package se.vardformedling.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an announcement may be like. */
final class AnnouncementRules {
  static final int LONGEST_TEXT = 300;
  static final int MOST_PLACES = 500;

  /** The longest an announcement stands: thirty days, and the hour that summer time may add. */
  static final Duration LONGEST = Duration.ofDays(30).plusHours(1);

  private AnnouncementRules() {}

  /** What is wrong with the period; empty if nothing is. */
  static Optional<String> period(Instant from, Instant to, Instant now) {
    if (!to.isAfter(from)) {
      return Optional.of("ends after it begins");
    }
    if (!to.isAfter(now)) {
      return Optional.of("ends in the future");
    }
    return Duration.between(from, to).compareTo(LONGEST) > 0
        ? Optional.of("at most 30 days")
        : Optional.empty();
  }

  static boolean places(int quantity) {
    return quantity >= 1 && quantity <= MOST_PLACES;
  }

  /** The places left when the number of all places changes; empty if more are agreed on already. */
  static Optional<Integer> remaining(int quantity, int remaining, int newQuantity) {
    int agreed = quantity - remaining;
    return newQuantity >= agreed ? Optional.of(newQuantity - agreed) : Optional.empty();
  }

  /** Whether it is shown and can be answered at the moment: the timer that tidies may be late. */
  static boolean live(String state, Instant from, Instant to, Instant now) {
    return Machines.OPEN.contains(state) && !now.isBefore(from) && now.isBefore(to);
  }
}
