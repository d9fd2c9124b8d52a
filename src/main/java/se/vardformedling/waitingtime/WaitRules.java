package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.vardformedling.disclosure.Thresholds;

/** Which of several figures speaks for a service. */
public final class WaitRules {
  /** Older than six weeks is "uppgift saknas". */
  public static final int FRESH_DAYS = 42;

  /** The version of the rule for small numbers. */
  public static final String RULE = Thresholds.CURRENT.version();

  /** A number of persons below this, and above none, is not shown. */
  public static final int SMALLEST_COUNT = Thresholds.CURRENT.count();

  /** A median, percentile or share of fewer is not shown. */
  public static final int SMALLEST_N = Thresholds.CURRENT.statistic();

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

  /**
   * Those of one vårdtjänst: a service may stand for several, each with waits of its own. What does
   * not say of which it is counts where nothing of its clock is told by name.
   */
  public static List<Wait> about(String vardtjanst, List<Wait> waits) {
    Set<String> named =
        waits.stream()
            .filter(wait -> wait.vardtjanst().equals(vardtjanst))
            .map(wait -> wait.serviceId() + "|" + wait.kind())
            .collect(Collectors.toSet());
    return waits.stream()
        .filter(
            wait ->
                wait.vardtjanst().equals(vardtjanst)
                    || (wait.vardtjanst().isEmpty()
                        && !named.contains(wait.serviceId() + "|" + wait.kind())))
        .toList();
  }

  public static boolean fresh(Wait wait, LocalDate asOf) {
    long age = ChronoUnit.DAYS.between(wait.asOf(), asOf);
    return age >= 0 && age <= FRESH_DAYS;
  }
}
