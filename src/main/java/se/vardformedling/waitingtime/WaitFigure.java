package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * One figure with all that it takes to be honest about it. Days are calendar days.
 *
 * @param n how many it rests on; empty when it may not be told
 * @param median without own choice to wait, where the source can take it out
 * @param calendarMedian with it
 * @param share90 per cent who waited 90 days or less
 * @param shareAsa34 per cent of ASA class 3 or higher, of the last 365 days
 * @param previousMedian of as many days before the period
 * @param more other figures of a unit, by code of {@code CodeSystem/wait-metric}; empty for one
 *     that may not be told
 * @param clock performed, waiting, estimate, forecast or visits: never to be compared with another
 * @param source a code of {@code CodeSystem/wait-source}
 * @param updated the day the source made its extract
 * @param coverage units that reported of those that should, 0 to 1; empty when nobody has said who
 * @param synthetic whether it is made up
 * @param rule version of the rule for small numbers
 */
public record WaitFigure(
    State state,
    Optional<Integer> n,
    Optional<Double> median,
    Optional<Double> p25,
    Optional<Double> p75,
    Optional<Double> p90,
    Optional<Double> calendarMedian,
    Optional<Double> share90,
    Optional<Double> shareAsa34,
    Optional<Double> previousMedian,
    Map<String, Optional<Double>> more,
    String clock,
    LocalDate from,
    LocalDate to,
    String source,
    LocalDate updated,
    Optional<Double> coverage,
    boolean synthetic,
    String rule) {

  /** Why there is a figure, or none. */
  public enum State {
    SHOWN,
    /** Too few, or would tell of too few elsewhere. */
    MASKED,
    /** Not reported, or older than six weeks: "uppgift saknas", which is not none. */
    MISSING,
    /** Reported, and nobody. */
    NONE
  }

  /** What was performed, of which no source has said anything. */
  static WaitFigure notTold(LocalDate today) {
    return new WaitFigure(
        State.MISSING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        "performed",
        today,
        today,
        "",
        today,
        Optional.empty(),
        false,
        WaitRules.RULE);
  }

  /** The change from the period before, in days. */
  public Optional<Double> change() {
    return median.flatMap(now -> previousMedian.map(before -> now - before));
  }
}
