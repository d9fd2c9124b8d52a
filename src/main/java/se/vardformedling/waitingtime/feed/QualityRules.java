package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

/** How far a file can be trusted as a whole. */
final class QualityRules {
  private static final double ENOUGH = 0.95;
  private static final int LATE_DAYS = 21;
  private static final int SILENT_DAYS = 42;

  private QualityRules() {}

  static double response(Set<String> expected, Set<String> heard) {
    long answered = expected.stream().filter(heard::contains).count();
    return expected.isEmpty() ? 0 : (double) answered / expected.size();
  }

  /** What does not stop the file but is shown with its figures. */
  static List<FeedProblem> judge(
      FeedPeriod period, Set<String> expected, Map<String, Set<LocalDate>> heard) {
    List<FeedProblem> found = new ArrayList<>();
    double response = response(expected, heard.keySet());
    if (response < ENOUGH) {
      found.add(about(Rule.RESPONSE, Math.round(response * 100) + " %"));
    }
    if (period.to().plusDays(LATE_DAYS).isBefore(period.dataAsOf())) {
      found.add(about(Rule.LATE, period.to().toString()));
    }
    for (Map.Entry<String, Set<LocalDate>> each : new TreeMap<>(heard).entrySet()) {
      String unit = each.getKey();
      Set<LocalDate> days = each.getValue();
      gaps(period, days).forEach(month -> found.add(about(Rule.GAP, unit + " " + month)));
      boolean silent =
          days.stream().noneMatch(day -> day.plusDays(SILENT_DAYS).isAfter(period.to()));
      if (silent) {
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
