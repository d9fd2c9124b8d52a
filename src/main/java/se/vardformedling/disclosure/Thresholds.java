package se.vardformedling.disclosure;

/**
 * How small is too small, after SCB's threshold rule. A change gets a new version, which every
 * answer states.
 *
 * @param count a number from 1 to one less than this is not shown
 * @param statistic a median, percentile or share that rests on fewer is not shown
 */
public record Thresholds(String version, int count, int statistic) {
  public static final Thresholds CURRENT = new Thresholds("1", 5, 10);

  public Thresholds {
    if (count < 2 || statistic < count) {
      throw new IllegalArgumentException("a threshold that protects nothing");
    }
  }
}
