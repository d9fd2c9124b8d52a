package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the figures of one vårdtjänst and source are computed from.
 *
 * @param to the last day that the source speaks of
 * @param counties the services that the source has heard of, and the länskod of where they are
 * @param heard the months in which the service's unit has reported anything performed
 * @param silent by clock, the services whose unit has not reported to it for six weeks: a unit that
 *     sends its waiting list has not said that nobody is treated
 * @param needs whether the source states medical need
 * @param anaesthesia whether it states the kind of anaesthesia
 * @param severity whether it states ASA class
 * @param punctual share of the source's months that were reported within three weeks, in per cent;
 *     null before there is one to judge
 */
record FigureInput(
    LocalDate to,
    List<Counted> counts,
    Map<String, String> counties,
    Map<String, Set<YearMonth>> heard,
    Map<String, Set<String>> silent,
    boolean needs,
    boolean anaesthesia,
    boolean severity,
    @Nullable Double punctual) {

  /**
   * A unit that did not report is unknown, which is not none; so is an area of which no unit did.
   */
  boolean missing(FigureKey key) {
    return switch (key.level()) {
      case "unit" -> unheard(key.place(), key);
      case "region" ->
          counties.entrySet().stream()
              .filter(unit -> unit.getValue().equals(key.place()))
              .allMatch(unit -> unheard(unit.getKey(), key));
      default -> counties.keySet().stream().allMatch(service -> unheard(service, key));
    };
  }

  private boolean unheard(String service, FigureKey key) {
    return key.span().contains("-")
        ? !heard.getOrDefault(service, Set.of()).contains(YearMonth.parse(key.span()))
        : silent.getOrDefault(key.clock(), Set.of()).contains(service);
  }
}
