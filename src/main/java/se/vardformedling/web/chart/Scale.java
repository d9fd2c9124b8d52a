package se.vardformedling.web.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps a value from 0 to {@code top} onto a length.
 *
 * @param top the value at the end of the axis, a round one
 */
record Scale(double top, double length) {
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** An axis that holds the largest value and ends at a round number. */
  static Scale holding(double largest, double length) {
    double step = step(largest);
    return new Scale(Math.max(1, Math.ceil(largest / step)) * step, length);
  }

  double at(double value) {
    return Math.min(value, top) / top * length;
  }

  /** Round values from 0 to the top: between three and six of them. */
  List<Double> ticks() {
    double step = step(top);
    List<Double> ticks = new ArrayList<>();
    for (double tick = 0; tick <= top + step / 1000; tick += step) {
      ticks.add(tick);
    }
    return ticks;
  }

  private static double step(double largest) {
    double rough = Math.max(largest, 1e-9) / 5;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double step : STEPS) {
      if (step * power >= rough) {
        return Math.max(step * power, largest < 5 ? 1 : 0);
      }
    }
    return 10 * power;
  }
}
