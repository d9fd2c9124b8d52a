package se.vardformedling.disclosure;

import java.util.Set;

/**
 * May this figure be shown. What is masked says so and under which version of the rule, never
 * whether it was too small itself or hides another.
 */
public final class Disclosure {
  private final Thresholds thresholds;

  public Disclosure(Thresholds thresholds) {
    this.thresholds = thresholds;
  }

  public Thresholds thresholds() {
    return thresholds;
  }

  /** None may be told; a few may not. */
  public boolean showsCount(int n) {
    return n == 0 || n >= thresholds.count();
  }

  /** Whether a median, percentile or mean of so many may be shown. */
  public boolean showsStatistic(int n) {
    return n >= thresholds.statistic();
  }

  /**
   * Whether a new edition of a published number may replace the old one: two editions whose
   * difference is small would tell of those few.
   */
  public boolean showsChange(int before, int now) {
    return showsCount(Math.abs(now - before));
  }

  /**
   * The published cells that must be masked: those that are too small, and as many others as it
   * takes until nobody can tell any masked or implied small number closer than the threshold. The
   * same tables give the same answer.
   */
  public Set<String> masked(Tables tables) {
    return new Masking(tables, thresholds.count()).masked();
  }
}
