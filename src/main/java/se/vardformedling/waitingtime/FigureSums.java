package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts gathered under every figure that they belong to. */
final class FigureSums {
  static final List<Integer> WINDOWS = List.of(30, 90, 365);
  static final int MONTHS = 18;
  private static final int QUARTER = 90;
  static final String BEFORE = "before-";
  static final String RUNNING = "running";
  static final String NOW = "now";
  static final String NATION = "SE";

  /** All who belong to one figure. */
  static final class Group {
    final Histogram counted = new Histogram();
    final Histogram calendar = new Histogram();
    int severe;
    int medical;
    int chosen;

    int n() {
      return counted.n();
    }
  }

  private final LocalDate to;
  private final Set<String> unnumbered;
  private boolean early;
  private boolean pauses;
  private final Map<FigureKey, Group> groups = new HashMap<>();

  FigureSums(LocalDate to, List<Counted> counts) {
    this.to = to;
    this.unnumbered = FigureGrid.unnumbered(to);
    counts.forEach(this::take);
  }

  Group group(FigureKey key) {
    return groups.getOrDefault(key, new Group());
  }

  boolean has(FigureKey key) {
    return groups.containsKey(key);
  }

  /** Whether the number of the period may stand beside the others. */
  boolean numbered(FigureKey key) {
    return !unnumbered.contains(key.span());
  }

  /** The first day of so many days back, the last day included. */
  static LocalDate first(LocalDate to, int window) {
    return to.minusDays(window - 1L);
  }

  /** The complete months, oldest first. */
  static List<YearMonth> months(LocalDate to) {
    YearMonth last = YearMonth.from(to);
    if (!last.atEndOfMonth().equals(to)) {
      last = last.minusMonths(1);
    }
    List<YearMonth> months = new ArrayList<>();
    for (int back = MONTHS - 1; back >= 0; back--) {
      months.add(last.minusMonths(back));
    }
    return months;
  }

  /** The month that is not over on the last day, if there is one. */
  static Optional<YearMonth> running(LocalDate to) {
    YearMonth month = YearMonth.from(to);
    return month.atEndOfMonth().equals(to) ? Optional.empty() : Optional.of(month);
  }

  private void take(Counted count) {
    if (count.day().isAfter(to)) {
      return;
    }
    pauses |= count.medical() > 0 || count.counted() < count.days();
    flow(count);
    if (count.status().equals("waiting")) {
      everywhere(count, "waiting", FigureKey.ALL, NOW);
    } else if (count.status().equals("performed")) {
      for (int window : WINDOWS) {
        window(count, window);
      }
      month(count);
    }
  }

  /** Those who came onto a unit's list in 90 days, and those who left it untreated. */
  private void flow(Counted count) {
    LocalDate first = first(to, QUARTER);
    boolean waits = count.status().equals("waiting");
    if (!waits && count.day().isBefore(first)) {
      early = true;
      return;
    }
    if (!count.day().minusDays(count.days()).isBefore(first)) {
      add(unit(count, "added"), count);
    }
    if (count.status().equals("removed")) {
      add(unit(count, "removed"), count);
    }
  }

  private static FigureKey unit(Counted count, String clock) {
    return new FigureKey(clock, "unit", count.serviceId(), FigureKey.ALL, String.valueOf(QUARTER));
  }

  /** Whether the source goes so far back that the last 90 days are all there. */
  boolean quarter() {
    return early;
  }

  /** Whether the source tells waits apart that were chosen or prolonged for medical reasons. */
  boolean pauses() {
    return pauses;
  }

  private void window(Counted count, int window) {
    LocalDate first = first(to, window);
    if (!count.day().isBefore(first)) {
      slices(count).forEach(slice -> everywhere(count, "performed", slice, String.valueOf(window)));
    } else if (!count.day().isBefore(first.minusDays(window))) {
      everywhere(count, "performed", FigureKey.ALL, BEFORE + window);
    }
  }

  private void month(Counted count) {
    YearMonth month = YearMonth.from(count.day());
    boolean running = running(to).filter(month::equals).isPresent();
    everywhere(count, "performed", FigureKey.ALL, running ? RUNNING : month.toString());
  }

  /** All, and each part that adds up to all. */
  private static List<String> slices(Counted count) {
    List<String> slices = new ArrayList<>(List.of(FigureKey.ALL));
    slices.add(count.need().isEmpty() ? "need-unstated" : "need-" + count.need());
    slices.add(count.anaesthesia().equals("general") ? "general" : "not-general");
    return slices;
  }

  private void everywhere(Counted count, String clock, String slice, String span) {
    FigureKey unit = new FigureKey(clock, "unit", count.serviceId(), slice, span);
    add(unit, count);
    add(unit.at("region", count.county()), count);
    add(unit.at("nation", NATION), count);
  }

  private void add(FigureKey key, Counted count) {
    Group group = groups.computeIfAbsent(key, k -> new Group());
    group.counted.add(count.counted(), count.n());
    group.calendar.add(count.days(), count.n());
    group.severe += count.severe();
    group.medical += count.medical();
    group.chosen += count.counted() < count.days() ? count.n() : 0;
  }
}
