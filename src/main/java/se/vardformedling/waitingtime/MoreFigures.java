package se.vardformedling.waitingtime;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.vardformedling.disclosure.Disclosure;

/**
 * What a unit's figures of 90 days and of its waiting list say beside the median: how the waits
 * lie, and how many come and go in a week. By code of {@code CodeSystem/wait-metric}; null for what
 * may not be told.
 *
 * <p>They are of units alone, so no total is there to subtract from. Bands add up to what the share
 * within 90 days tells and to what is left of it: all are told or none, so none is what the others
 * leave. Who came and who left untreated differ by what two lists and those treated tell: both are
 * told or neither. How punctual the source is tells of no patient.
 */
final class MoreFigures {
  private static final String WINDOW = "90";
  private static final String PUNCTUAL = "share-reported-21-days";
  private static final List<Integer> LIMITS = List.of(30, 60, 90, 150);
  private static final double WEEKS = 90 / 7.0;

  private final FigureInput input;
  private final FigureSums sums;
  private final Disclosure disclosure;
  private final Set<String> masked;

  MoreFigures(FigureInput input, FigureSums sums, Disclosure disclosure, Set<String> masked) {
    this.input = input;
    this.sums = sums;
    this.disclosure = disclosure;
    this.masked = masked;
  }

  /** Of a figure that is shown. */
  Map<String, @Nullable Double> of(FigureKey key) {
    boolean whole = key.level().equals("unit") && key.slice().equals(FigureKey.ALL);
    Map<String, @Nullable Double> more = new TreeMap<>();
    if (whole && key.clock().equals("performed") && key.span().equals(WINDOW)) {
      shares(key, more);
      reasons(key, more);
      Optional.ofNullable(input.punctual()).ifPresent(share -> more.put(PUNCTUAL, share));
      if (sums.quarter()) {
        more.put("performed-per-week", perWeek(n(key)));
      }
    } else if (whole && key.clock().equals("waiting")) {
      bands(key, more);
      reasons(key, more);
      if (sums.quarter()) {
        flow(key, more);
      }
    }
    return more;
  }

  private void shares(FigureKey key, Map<String, @Nullable Double> more) {
    boolean told = bandsTold(key);
    Histogram days = sums.group(key).counted;
    more.put("share-30", told ? percent(days.within(30), days.n()) : null);
    more.put("share-60", told ? percent(days.within(60), days.n()) : null);
    more.put("share-over-150", told ? percent(days.n() - days.within(150), days.n()) : null);
  }

  /** For whom the wait was prolonged for medical reasons, and who chose to wait. */
  private void reasons(FigureKey key, Map<String, @Nullable Double> more) {
    if (sums.pauses()) {
      FigureSums.Group group = sums.group(key);
      more.put("share-medical", share(group.medical, group.n()));
      more.put("share-chosen", share(group.chosen, group.n()));
    }
  }

  /** Null if those that the share is of, or the others, are so few that it may not be told. */
  private @Nullable Double share(int part, int all) {
    boolean told = disclosure.showsCount(part) && disclosure.showsCount(all - part);
    return told ? percent(part, all) : null;
  }

  private void bands(FigureKey key, Map<String, @Nullable Double> more) {
    boolean told = bandsTold(key);
    List<Integer> bands = counts(key);
    List<String> names =
        List.of("band-0-30", "band-31-60", "band-61-90", "band-91-150", "band-over-150");
    for (int i = 0; i < names.size(); i++) {
      more.put(names.get(i), told ? bands.get(i).doubleValue() : null);
    }
    Histogram days = sums.group(key).counted;
    boolean share = !masked.contains(FigureTables.within90(key));
    more.put("share-over-90", share ? percent(days.n() - days.within(90), days.n()) : null);
  }

  /** None of the bands is of so few that it may not be told, and their sums are told anyhow. */
  private boolean bandsTold(FigureKey key) {
    return !masked.contains(FigureTables.within90(key))
        && counts(key).stream().allMatch(disclosure::showsCount);
  }

  private List<Integer> counts(FigureKey key) {
    Histogram days = sums.group(key).counted;
    return IntStream.rangeClosed(0, LIMITS.size())
        .map(
            i ->
                (i == LIMITS.size() ? days.n() : days.within(LIMITS.get(i)))
                    - (i == 0 ? 0 : days.within(LIMITS.get(i - 1))))
        .boxed()
        .toList();
  }

  private void flow(FigureKey waiting, Map<String, @Nullable Double> more) {
    FigureKey performed =
        new FigureKey("performed", "unit", waiting.place(), FigureKey.ALL, WINDOW);
    int added = n(new FigureKey("added", "unit", waiting.place(), FigureKey.ALL, WINDOW));
    int removed = n(new FigureKey("removed", "unit", waiting.place(), FigureKey.ALL, WINDOW));
    boolean known = shown(performed);
    boolean told = known && disclosure.showsCount(added) && disclosure.showsCount(removed);
    more.put("added-per-week", told ? perWeek(added) : null);
    more.put("removed-per-week", told ? perWeek(removed) : null);
    more.put("clearance-weeks", known ? rounded(n(waiting) * WEEKS / n(performed)) : null);
  }

  private boolean shown(FigureKey key) {
    return !input.missing(key) && !masked.contains(key.cell()) && disclosure.showsStatistic(n(key));
  }

  private int n(FigureKey key) {
    return sums.group(key).n();
  }

  private static double perWeek(int n) {
    return rounded(n / WEEKS);
  }

  private static double percent(int part, int all) {
    return rounded(100.0 * part / all);
  }

  private static double rounded(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
