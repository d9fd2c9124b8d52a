package se.vardformedling.waitingtime;

import java.util.Map;
import java.util.TreeMap;

/** How many waited how many days. */
final class Histogram {
  private final TreeMap<Integer, Integer> days = new TreeMap<>();
  private int n;

  void add(int day, int count) {
    days.merge(day, count, Integer::sum);
    n += count;
  }

  int n() {
    return n;
  }

  /** How many waited at most so many days. */
  int within(int limit) {
    return days.headMap(limit, true).values().stream().mapToInt(Integer::intValue).sum();
  }

  double median() {
    return percentile(0.5);
  }

  /**
   * Type 7: linear between the closest ranks, so that the median of an even number is the mean of
   * the two in the middle. With two decimals, so that what is kept reads back as it was written.
   *
   * @param p 0 to 1
   */
  double percentile(double p) {
    if (n == 0) {
      throw new IllegalStateException("nobody waited");
    }
    double rank = (n - 1) * p;
    int below = (int) Math.floor(rank);
    double low = at(below);
    double value = low + (rank - below) * (at(Math.min(n - 1, below + 1)) - low);
    return Math.round(value * 100) / 100.0;
  }

  private int at(int rank) {
    int passed = 0;
    for (Map.Entry<Integer, Integer> day : days.entrySet()) {
      passed += day.getValue();
      if (rank < passed) {
        return day.getKey();
      }
    }
    throw new IllegalArgumentException("rank " + rank + " of " + n);
  }
}
