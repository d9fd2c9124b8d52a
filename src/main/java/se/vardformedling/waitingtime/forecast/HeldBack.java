package se.vardformedling.waitingtime.forecast;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * A month whose waits are over for nearly all who began it, so that they can be compared with what
 * was said before it. Who still waits counts for what they have waited.
 *
 * @param before the last day that is known
 * @param last of the month
 */
record HeldBack(int before, int last) {
  private static final double OVER = .95;

  static List<HeldBack> of(int first, int to, List<Stay> stays) {
    List<HeldBack> months = new ArrayList<>();
    YearMonth month = YearMonth.from(LocalDate.ofEpochDay(first)).plusMonths(1);
    while (month.atEndOfMonth().toEpochDay() <= to) {
      HeldBack one =
          new HeldBack(
              (int) month.atDay(1).toEpochDay() - 1, (int) month.atEndOfMonth().toEpochDay());
      if (one.over(stays)) {
        months.add(one);
      }
      month = month.plusMonths(1);
    }
    return months;
  }

  boolean tries(Stay stay) {
    return began(stay) && stay.exit() != Stay.Exit.REMOVED;
  }

  private boolean began(Stay stay) {
    return stay.entered() > before && stay.entered() <= last && !stay.chosen();
  }

  private boolean over(List<Stay> stays) {
    long began = stays.stream().filter(this::began).mapToInt(Stay::n).sum();
    long waiting =
        stays.stream()
            .filter(stay -> began(stay) && stay.exit() == Stay.Exit.WAITING)
            .mapToInt(Stay::n)
            .sum();
    return began > 0 && waiting <= (1 - OVER) * began;
  }
}
