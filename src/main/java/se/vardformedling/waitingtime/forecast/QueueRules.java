package se.vardformedling.waitingtime.forecast;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * The time a queue takes to clear: L patients at a pace of μ a week take L/μ weeks. How sure that
 * is follows from how much the pace has varied from week to week and from how few weeks it was
 * seen.
 */
final class QueueRules {
  private static final int WEEKS = 13;
  private static final int DAYS = 7 * WEEKS;
  private static final List<String> NEEDS = List.of("within-30", "within-90", "later");
  private static final double LARGEST_SHAPE = 10_000;
  private static final int HALVINGS = 60;

  /** Weeks of coming and of leaving, by each of which the queue varies. */
  private static final double UNTIL_THEN = 2 * 15 / 7.0;

  /** A variance of thirteen weeks: Student's tenth percentile over the normal one, squared. */
  private static final double STUDENT = Math.pow(1.3562 / 1.2816, 2);

  private QueueRules() {}

  /** First come, first served. */
  static Optional<Spread> clearance(List<Stay> list, int day) {
    int queue = list.stream().filter(stay -> stay.waitsOn(day)).mapToInt(Stay::n).sum();
    Pace pace = Pace.of(list, day);
    return queue == 0 || pace.mean() <= 0
        ? Optional.empty()
        : Optional.of(Spread.of(time(queue, pace)::inverseCumulativeProbability));
  }

  /**
   * Those in greater need go before, whenever they come: w = (L + λ·w)/μ, so that the queue clears
   * at μ − λ. The forecast is of a patient of whom the need is not known.
   */
  static Optional<Spread> priority(List<Stay> list, int day) {
    Pace pace = Pace.of(list, day);
    List<ContinuousDistribution> parts = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    int ahead = 0;
    double before = 0;
    for (int need = 0; need < NEEDS.size(); need++) {
      double coming = arrivals(list, day, need);
      ahead += queue(list, day, need);
      Pace net = new Pace(pace.mean() - before, pace.variance() + before);
      if (coming > 0) {
        if (net.mean() <= 0) {
          return Optional.empty();
        }
        parts.add(time(Math.max(1, ahead), net));
        shares.add(coming);
      }
      before += coming;
    }
    double all = before;
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(chance -> quantile(parts, shares, all, chance)));
  }

  /**
   * How many leave the list in a week, treated or not.
   *
   * @param variance from week to week
   */
  private record Pace(double mean, double variance) {
    static Pace of(List<Stay> list, int day) {
      double[] weeks = new double[WEEKS];
      for (Stay stay : list) {
        if (stay.exit() != Stay.Exit.WAITING && stay.left() > day - DAYS && stay.left() <= day) {
          weeks[(day - stay.left()) / 7] += stay.n();
        }
      }
      double sum = 0;
      double squares = 0;
      for (double week : weeks) {
        sum += week;
        squares += week * week;
      }
      double mean = sum / WEEKS;
      return new Pace(mean, Math.max(0, (squares - WEEKS * mean * mean) / (WEEKS - 1)));
    }
  }

  /**
   * In days. What is not sure: the pace of the weeks to come, that it was seen for so few weeks,
   * and how the queue changes until the patient comes, half a month ahead in the middle.
   */
  private static ContinuousDistribution time(int queue, Pace pace) {
    double weeks = queue / pace.mean();
    double perWeek = pace.variance() / (pace.mean() * pace.mean());
    double variance = perWeek * (weeks + weeks * weeks / WEEKS + UNTIL_THEN) * STUDENT;
    double shape = Math.min(LARGEST_SHAPE, weeks * weeks / Math.max(variance, 1e-9));
    return GammaDistribution.of(shape, 7 * weeks / shape);
  }

  private static int queue(List<Stay> list, int day, int need) {
    return list.stream()
        .filter(stay -> stay.waitsOn(day) && rank(stay) == need)
        .mapToInt(Stay::n)
        .sum();
  }

  /** A week. */
  private static double arrivals(List<Stay> list, int day, int need) {
    return list.stream()
            .filter(stay -> stay.entered() > day - DAYS && stay.entered() <= day)
            .filter(stay -> rank(stay) == need)
            .mapToInt(Stay::n)
            .sum()
        / (double) WEEKS;
  }

  /** Who has no stated need waits with those who can wait. */
  private static int rank(Stay stay) {
    int rank = NEEDS.indexOf(stay.need());
    return rank < 0 ? NEEDS.size() - 1 : rank;
  }

  private static double quantile(
      List<ContinuousDistribution> parts, List<Double> shares, double all, double chance) {
    double low = 0;
    double high =
        parts.stream().mapToDouble(p -> p.inverseCumulativeProbability(chance)).max().orElse(0);
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      double below = 0;
      for (int part = 0; part < parts.size(); part++) {
        below += shares.get(part) / all * parts.get(part).cumulativeProbability(middle);
      }
      if (below < chance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
