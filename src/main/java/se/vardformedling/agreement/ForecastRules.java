package se.vardformedling.agreement;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * When a volume runs out. Places are taken as a Poisson process of unknown rate; after n places in
 * d days the time until r more is d times a beta-prime(r, n + ½) variable (Jeffreys' prior), so
 * that little experience gives a wide interval by itself.
 */
final class ForecastRules {
  static final int FEWEST_TAKEN = 5;
  static final int FEWEST_DAYS = 28;

  /** Older places say little of the pace now. */
  static final int WINDOW_DAYS = 180;

  private static final int FARTHEST_DAYS = 3650;

  private ForecastRules() {}

  /**
   * The net places taken on one day.
   *
   * @param places below zero when more were given back than taken
   */
  record Day(LocalDate date, int places) {}

  /**
   * The forecast.
   *
   * @param days on which something was taken, in any order
   * @param since the first day that places could be taken
   * @param left empty without a cap
   * @param lastDay of the agreement, if it has one
   */
  static Forecast forecast(
      List<Day> days,
      LocalDate since,
      LocalDate today,
      Optional<Integer> left,
      Optional<LocalDate> lastDay) {
    LocalDate start = latest(since, today.minusDays(WINDOW_DAYS - 1L));
    int seen = (int) Math.max(0, ChronoUnit.DAYS.between(start, today) + 1);
    int taken =
        Math.max(
            0,
            days.stream()
                .filter(day -> !day.date().isBefore(start) && !day.date().isAfter(today))
                .mapToInt(Day::places)
                .sum());
    double perMonth = seen == 0 ? 0 : 30.0 * taken / seen;
    if (left.isEmpty()) {
      return undated("no-cap", perMonth, taken, seen);
    }
    if (left.get() <= 0) {
      return undated("exhausted", perMonth, taken, seen);
    }
    if (taken < FEWEST_TAKEN || seen < FEWEST_DAYS) {
      return undated("too-few", perMonth, taken, seen);
    }
    BetaDistribution share = BetaDistribution.of(left.get(), taken + 0.5);
    Optional<LocalDate> middle = day(share, 0.5, seen, today);
    boolean outlasts =
        middle.isEmpty() || lastDay.map(last -> middle.get().isAfter(last)).orElse(false);
    return new Forecast(
        outlasts ? "outlasts" : "dated",
        middle,
        day(share, 0.1, seen, today),
        day(share, 0.9, seen, today),
        perMonth,
        taken,
        seen);
  }

  private static Optional<LocalDate> day(
      BetaDistribution share, double chance, int seen, LocalDate today) {
    double x = share.inverseCumulativeProbability(chance);
    double wait = x >= 1 ? FARTHEST_DAYS + 1.0 : seen * x / (1 - x);
    return wait > FARTHEST_DAYS
        ? Optional.empty()
        : Optional.of(today.plusDays((long) Math.ceil(wait)));
  }

  private static Forecast undated(String kind, double perMonth, int taken, int seen) {
    return new Forecast(
        kind, Optional.empty(), Optional.empty(), Optional.empty(), perMonth, taken, seen);
  }

  private static LocalDate latest(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
