package se.vardformedling.waitingtime;

import java.time.YearMonth;
import java.util.List;

/**
 * Eighteen complete months of one unit beside the country, oldest first, and the running one if
 * there is one.
 *
 * @param place a HealthcareService's id
 */
public record WaitSeries(String vardtjanst, String place, String source, List<Month> months) {

  /**
   * One month. A gap is a figure that is masked or missing.
   *
   * @param running whether it is not over; it has no number
   */
  public record Month(YearMonth month, boolean running, WaitFigure unit, WaitFigure nation) {}
}
