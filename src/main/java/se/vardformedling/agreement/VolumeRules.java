package se.vardformedling.agreement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a counter means, and whether a place may be taken. */
final class VolumeRules {
  static final int NEAR_PERCENT = 80;

  /** A place is what is taken; an amount of money would be counted as places. */
  private static final String UNCOUNTED = "sek";

  private VolumeRules() {}

  /**
   * A counter under its lock.
   *
   * @param cap empty when there is none
   * @param stops whether the cap refuses, or only tells
   */
  record Counter(Optional<Integer> cap, int reserved, int consumed, boolean stops) {
    int taken() {
      return reserved + consumed;
    }
  }

  static boolean room(Counter counter, int places) {
    return !counter.stops()
        || counter.cap().map(cap -> counter.taken() + places <= cap).orElse(true);
  }

  static Optional<Integer> left(Optional<Integer> cap, int taken) {
    return cap.map(most -> Math.max(0, most - taken));
  }

  /** Of the cap; more than 100 after late reports. */
  static int percent(Optional<Integer> cap, int taken) {
    return cap.map(most -> most == 0 ? 100 : (int) (100L * taken / most)).orElse(0);
  }

  /**
   * Open, near-cap, exhausted, or closed when the owner has set the cap below what is taken; of a
   * cap that only tells, cap-reached: more may be taken.
   */
  static String state(Optional<Integer> cap, int taken, boolean lowered, boolean stops) {
    int percent = percent(cap, taken);
    if (percent >= 100 && !stops) {
      return "cap-reached";
    }
    if (lowered && cap.map(most -> taken > most).orElse(false)) {
      return "closed";
    }
    return percent >= 100 ? "exhausted" : percent >= NEAR_PERCENT ? "near-cap" : "open";
  }

  /** Of several services under an agreement, whose takvolym cannot be counted, and why. */
  static Optional<String> fault(List<AgreementResource.Row> rows) {
    Map<String, Optional<AgreementResource.Cap>> caps = new HashMap<>();
    for (AgreementResource.Row row : rows) {
      if (row.cap().filter(cap -> cap.unit().equals(UNCOUNTED)).isPresent()) {
        return Optional.of(row.serviceId() + ": a cap in " + UNCOUNTED + " is not counted yet");
      }
      Optional<AgreementResource.Cap> before = caps.putIfAbsent(row.serviceId(), row.cap());
      if (before != null && !before.equals(row.cap())) {
        return Optional.of(
            row.serviceId() + ": one service has one cap, the same for each of its vårdtjänster");
      }
    }
    return Optional.empty();
  }
}
