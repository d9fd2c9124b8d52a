package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the figures of one vårdtjänst and source are computed from.
 *
 * @param to the last day that the source speaks of
 * @param counties the services that the source has heard of, and the länskod of where they are
 * @param heard the months in which the service's unit has reported anything at all
 * @param silent services whose unit has not reported for six weeks
 * @param needs whether the source states medical need
 * @param anaesthesia whether it states the kind of anaesthesia
 * @param severity whether it states ASA class
 */
record FigureInput(
    LocalDate to,
    List<Counted> counts,
    Map<String, String> counties,
    Map<String, Set<YearMonth>> heard,
    Set<String> silent,
    boolean needs,
    boolean anaesthesia,
    boolean severity) {

  /** A unit that did not report is unknown, which is not none. */
  boolean missing(FigureKey key) {
    if (!key.level().equals("unit")) {
      return false;
    }
    return key.span().contains("-")
        ? !heard.getOrDefault(key.place(), Set.of()).contains(YearMonth.parse(key.span()))
        : silent.contains(key.place());
  }
}
