package se.vardformedling.referral;

import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * Swedish working days. Midsummer, Christmas and New Year's Eve count as Sundays, as the act on the
 * computation of legal time says (lag 1930:173, 2 §).
 */
final class WorkingDayRules {
  private static final HolidayManager SWEDEN =
      HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.SWEDEN));
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private WorkingDayRules() {}

  static boolean workingDay(LocalDate day) {
    return !WEEKEND.contains(day.getDayOfWeek()) && !SWEDEN.isHoliday(day);
  }

  /** So many working days after the day; the day itself does not count. */
  static LocalDate after(LocalDate day, int workingDays) {
    LocalDate found = day;
    for (int left = workingDays; left > 0; left--) {
      found = found.plusDays(1);
      while (!workingDay(found)) {
        found = found.plusDays(1);
      }
    }
    return found;
  }

  /** So many working days before the day; the day itself does not count. */
  static LocalDate before(LocalDate day, int workingDays) {
    LocalDate found = day;
    for (int left = workingDays; left > 0; left--) {
      found = found.minusDays(1);
      while (!workingDay(found)) {
        found = found.minusDays(1);
      }
    }
    return found;
  }
}
