package se.vardformedling.waitingtime.forecast;

import java.util.List;
import java.util.Optional;

/**
 * Kaplan and Meier's estimate of the wait, from the last half year alone: who came before it is
 * counted from what they had waited when it began, and who has not been treated for as long as they
 * have waited. So it needs nobody's whole wait, and follows a list that grows or shrinks.
 */
final class SurvivalRules {
  static final int WINDOW = 182;

  private SurvivalRules() {}

  static Optional<Spread> waits(List<Stay> list, int day) {
    int longest = list.stream().mapToInt(stay -> day - stay.entered()).max().orElse(-1);
    if (longest < 0) {
      return Optional.empty();
    }
    int[] change = new int[longest + 2];
    int[] treated = new int[longest + 1];
    for (Stay stay : list) {
      boolean seen = stay.waitsOn(day) || stay.left() > day - WINDOW;
      if (stay.entered() <= day && seen && !stay.chosen()) {
        // Who was on the list as the window began may be treated from the day after.
        int from = Math.max(0, day - WINDOW + 1 - stay.entered());
        int to = stay.waitsOn(day) ? day - stay.entered() : stay.days();
        change[from] += stay.n();
        change[to + 1] -= stay.n();
        treated[to] += stay.treatedIn(day - WINDOW, day) ? stay.n() : 0;
      }
    }
    return spread(change, treated);
  }

  /** The first days by which so many have been treated; empty if the estimate ends before. */
  private static Optional<Spread> spread(int[] change, int[] treated) {
    double[] chances = {.1, .5, .8, .9};
    double[] days = new double[chances.length];
    double left = 1;
    int waiting = 0;
    int reached = 0;
    for (int day = 0; day < treated.length && reached < chances.length; day++) {
      waiting += change[day];
      if (treated[day] > 0) {
        left *= 1 - (double) treated[day] / waiting;
      }
      while (reached < chances.length && 1 - left >= chances[reached] - 1e-9) {
        days[reached++] = day;
      }
    }
    return reached < chances.length
        ? Optional.empty()
        : Optional.of(new Spread(days[0], days[1], days[2], days[3]));
  }
}
