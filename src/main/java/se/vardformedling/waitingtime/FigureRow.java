package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it may leave the server.
 *
 * @param state shown; masked, too few or would tell of too few; missing, not reported; none, nobody
 * @param n null when it may not be told
 */
record FigureRow(
    FigureKey key,
    String state,
    @Nullable Integer n,
    Values values,
    LocalDate start,
    LocalDate end) {

  /**
   * Days; shares in per cent; null when it may not be told or is not measured.
   *
   * @param calendarMedian with own choice to wait counted
   * @param previousMedian of as many days before the period
   * @param more of a unit, as {@link MoreFigures}
   */
  record Values(
      @Nullable Double median,
      @Nullable Double p25,
      @Nullable Double p75,
      @Nullable Double p90,
      @Nullable Double share90,
      @Nullable Double shareAsa34,
      @Nullable Double calendarMedian,
      @Nullable Double previousMedian,
      Map<String, @Nullable Double> more) {
    static final Values NOTHING =
        new Values(null, null, null, null, null, null, null, null, Map.of());
  }
}
