package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which of several figures speaks for a service. */
public final class WaitRules {
  /** Older than six weeks is "uppgift saknas". */
  public static final int FRESH_DAYS = 42;

  private static final int SMALLEST_N = 10;
  private static final List<String> ORDER =
      List.of("wait-forecast", "wait-performed", "wait-waiting", "wait-reported-estimate");

  private WaitRules() {}

  /** The first kind in order that is fresh and large enough; the clocks are never mixed. */
  public static Optional<Wait> speaking(List<Wait> waits, LocalDate asOf) {
    return waits.stream()
        .filter(wait -> ORDER.contains(wait.kind()))
        .filter(wait -> fresh(wait, asOf))
        .filter(wait -> wait.kind().equals("wait-reported-estimate") || wait.n() >= SMALLEST_N)
        .min(
            Comparator.comparingInt((Wait wait) -> ORDER.indexOf(wait.kind()))
                .thenComparing(Wait::asOf, Comparator.reverseOrder()));
  }

  public static boolean fresh(Wait wait, LocalDate asOf) {
    long age = ChronoUnit.DAYS.between(wait.asOf(), asOf);
    return age >= 0 && age <= FRESH_DAYS;
  }
}
