package se.vardformedling.referral;

import java.time.LocalDate;

/**
 * The 90 days of vårdgarantin for first visit and treatment (HSF 2017:80 6 kap. 1 §), in whole
 * calendar days.
 */
final class ClockRules {
  private static final int LIMIT_DAYS = 90;
  private static final int OLDEST_DAYS = 365;

  private ClockRules() {}

  /** The last day within the limit: day 90 after the start. */
  static LocalDate due(LocalDate start) {
    return start.plusDays(LIMIT_DAYS);
  }

  /** A clock starts today at the latest and a year ago at the earliest. */
  static boolean plausible(LocalDate start, LocalDate today) {
    return !start.isAfter(today) && !start.isBefore(today.minusDays(OLDEST_DAYS));
  }
}
