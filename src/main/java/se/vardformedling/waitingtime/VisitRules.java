package se.vardformedling.waitingtime;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.waitingtime.BookedVisits.Visits;
import se.vardformedling.waitingtime.FigureRow.Values;

/** Shares of booked visits that were missed and cancelled, as they may be told. */
final class VisitRules {
  static final String CLOCK = "visits";
  static final String SOURCE = "vardformedling";
  private static final int DAYS = 365;

  private VisitRules() {}

  /** The last Sunday that has been: within a week the figures are the same. */
  static LocalDate last(LocalDate today) {
    return today.with(TemporalAdjusters.previous(DayOfWeek.SUNDAY));
  }

  /** The first day of the year that ends so. */
  static LocalDate first(LocalDate last) {
    return FigureSums.first(last, DAYS);
  }

  static FigureKey key(String serviceId) {
    return new FigureKey(CLOCK, "unit", serviceId, FigureKey.ALL, String.valueOf(DAYS));
  }

  /**
   * Of units alone, so that there is no total to subtract from. What is kept is what the two shares
   * leave: where that is of a few, the cancelled alone are told.
   */
  static FigureRow row(Visits visits, LocalDate last, Disclosure disclosure) {
    int all = visits.all();
    boolean shown = disclosure.showsStatistic(all);
    Map<String, @Nullable Double> shares = new TreeMap<>();
    if (shown) {
      boolean cancelled = told(visits.cancelled(), all, disclosure);
      boolean missed =
          told(visits.missed(), all, disclosure)
              && (!cancelled || disclosure.showsCount(visits.kept()));
      shares.put("share-cancelled", cancelled ? percent(visits.cancelled(), all) : null);
      shares.put("share-no-show", missed ? percent(visits.missed(), all) : null);
    }
    return new FigureRow(
        key(visits.serviceId()),
        shown ? "shown" : "masked",
        disclosure.showsCount(all) ? Integer.valueOf(all) : null,
        new Values(null, null, null, null, null, null, null, null, shares),
        first(last),
        last);
  }

  private static boolean told(int part, int all, Disclosure disclosure) {
    return disclosure.showsCount(part) && disclosure.showsCount(all - part);
  }

  private static double percent(int part, int all) {
    return Math.round(1000.0 * part / all) / 10.0;
  }
}
