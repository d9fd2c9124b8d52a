package se.vardformedling.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * How long one kind of request took.
 *
 * @param count requests measured, after the warm-up
 * @param p50 milliseconds, as are the other percentiles
 * @param perSecond requests a second by one client that waits for each answer
 */
record Figures(String name, long count, double p50, double p95, double p99, double perSecond) {

  /** What is measured; the number of the turn varies the question. */
  interface Turn {
    void take(int n);
  }

  static Figures measure(String name, int warmUp, int count, Turn turn) {
    for (int n = 0; n < warmUp; n++) {
      turn.take(n);
    }
    Histogram times = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);
    long began = System.nanoTime();
    for (int n = 0; n < count; n++) {
      times.recordValue(time(turn, n));
    }
    return of(name, times, System.nanoTime() - began);
  }

  /** In microseconds. */
  static long time(Turn turn, int n) {
    long began = System.nanoTime();
    turn.take(n);
    return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - began);
  }

  static Figures of(String name, Histogram micros, long nanos) {
    return new Figures(
        name,
        micros.getTotalCount(),
        millis(micros, 50),
        millis(micros, 95),
        millis(micros, 99),
        Math.round(micros.getTotalCount() * 1e10 / nanos) / 10.0);
  }

  private static double millis(Histogram micros, double percentile) {
    return Math.round(micros.getValueAtPercentile(percentile) / 10.0) / 100.0;
  }
}
