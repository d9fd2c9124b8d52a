package se.vardformedling.identifier;

import java.time.DateTimeException;
import java.time.LocalDate;

/** The eight digits a personal number begins with. */
final class BirthDate {
  private BirthDate() {}

  /**
   * Whether {@code yyyymmdd} is a day of the calendar once {@code dayOffset} is taken off the day.
   */
  static boolean real(String yyyymmdd, int dayOffset) {
    try {
      LocalDate.of(
          Integer.parseInt(yyyymmdd.substring(0, 4)),
          Integer.parseInt(yyyymmdd.substring(4, 6)),
          Integer.parseInt(yyyymmdd.substring(6, 8)) - dayOffset);
      return true;
    } catch (DateTimeException impossible) {
      return false;
    }
  }
}
