package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

/** How far a file can be trusted as a whole. */
final class QualityRules {
  private static final double ENOUGH = 0.95;
  private static final int LATE_DAYS = 21;

  private QualityRules() {}

  /**
   * One old row is no answer.
   *
   * @param expected who should have reported; empty if the file does not say
   */
  static Optional<Double> response(
      FeedPeriod period, Set<String> expected, Map<String, Set<LocalDate>> heard) {
    long answered =
        expected.stream()
            .filter(unit -> !silent(period, heard.getOrDefault(unit, Set.of())))
            .count();
    return expected.isEmpty() ? Optional.empty() : Optional.of((double) answered / expected.size());
  }

  private static boolean silent(FeedPeriod period, Set<LocalDate> days) {
    LocalDate oldest = period.to().minusDays(FeedReport.SILENT_DAYS);
    return days.stream().allMatch(day -> day.isBefore(oldest));
  }

  /** What does not stop the file but is shown with its figures. */
  static List<FeedProblem> judge(
      FeedPeriod period, Set<String> expected, Map<String, Set<LocalDate>> heard) {
    List<FeedProblem> found = new ArrayList<>();
    response(period, expected, heard)
        .filter(response -> response < ENOUGH)
        .ifPresent(response -> found.add(about(Rule.RESPONSE, Math.round(response * 100) + " %")));
    if (period.to().plusDays(LATE_DAYS).isBefore(period.dataAsOf())) {
      found.add(about(Rule.LATE, period.to().toString()));
    }
    Set<String> units = new TreeSet<>(expected);
    units.addAll(heard.keySet());
    for (String unit : units) {
      Set<LocalDate> days = heard.getOrDefault(unit, Set.of());
      gaps(period, days).forEach(month -> found.add(about(Rule.GAP, unit + " " + month)));
      if (silent(period, days)) {
        found.add(about(Rule.SILENT, unit));
      }
    }
    return found;
  }

  /** Whole months of the period, after the first the unit was heard in, without a word from it. */
  private static List<YearMonth> gaps(FeedPeriod period, Set<LocalDate> days) {
    Set<YearMonth> with = days.stream().map(YearMonth::from).collect(Collectors.toSet());
    List<YearMonth> without = new ArrayList<>();
    YearMonth first = with.stream().min(YearMonth::compareTo).orElse(YearMonth.from(period.to()));
    for (YearMonth month = first;
        month.atEndOfMonth().isBefore(period.to());
        month = month.plusMonths(1)) {
      if (!with.contains(month)) {
        without.add(month);
      }
    }
    return without;
  }

  private static FeedProblem about(Rule rule, String detail) {
    return new FeedProblem(0, "", rule, detail);
  }
}
