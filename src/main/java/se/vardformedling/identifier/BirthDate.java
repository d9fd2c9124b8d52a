package se.vardformedling.identifier;

import java.time.YearMonth;

/** The eight digits a personal number begins with. */
final class BirthDate {
  private BirthDate() {}

  /**
   * Whether {@code yyyymmdd} is a day of the calendar once {@code dayOffset} is taken off the day.
   */
  static boolean real(String yyyymmdd, int dayOffset) {
    int month = Integer.parseInt(yyyymmdd, 4, 6, 10);
    int day = Integer.parseInt(yyyymmdd, 6, 8, 10) - dayOffset;
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= YearMonth.of(Integer.parseInt(yyyymmdd, 0, 4, 10), month).lengthOfMonth();
  }
}
