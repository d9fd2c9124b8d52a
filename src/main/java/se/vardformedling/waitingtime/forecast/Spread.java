package se.vardformedling.waitingtime.forecast;

import java.util.function.DoubleUnaryOperator;

/** What a wait may come to, in days: one in ten is shorter than p10, one in ten longer than p90. */
public record Spread(double p10, double p50, double p80, double p90) {

  static Spread of(DoubleUnaryOperator quantile) {
    return new Spread(
        quantile.applyAsDouble(.1),
        quantile.applyAsDouble(.5),
        quantile.applyAsDouble(.8),
        quantile.applyAsDouble(.9));
  }

  /** Drawn towards another by a weight from 0, this, to 1, the other. */
  Spread towards(Spread other, double weight) {
    return new Spread(
        p10 + weight * (other.p10 - p10),
        p50 + weight * (other.p50 - p50),
        p80 + weight * (other.p80 - p80),
        p90 + weight * (other.p90 - p90));
  }

  boolean holds(int days) {
    return days >= p10 && days <= p90;
  }

  /** Mean of the pinball losses at the tenth, fiftieth and ninetieth percentile. */
  double pinball(int days) {
    return (pinball(.1, p10, days) + pinball(.5, p50, days) + pinball(.9, p90, days)) / 3;
  }

  private static double pinball(double chance, double said, int days) {
    return Math.max(chance * (days - said), (chance - 1) * (days - said));
  }
}
