package se.vardformedling.referral;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The guarantee of one case as it stands on a day.
 *
 * @param kind contact, assessment, first-visit or treatment
 * @param start the day the running clock began
 * @param law the version of the law that holds for it
 * @param limitDays the law's limit or the region's shorter one
 * @param countedDays days since the start that count against the limit
 * @param calendarDays all days since the start
 * @param due the last day within the limit; moves a day each day while nothing is counted
 * @param booked the day the care is booked for
 * @param ended whether the care is performed or the case closed
 * @param reckonedOn the Swedish day it was reckoned for
 */
public record GuaranteeClock(
    String kind,
    LocalDate start,
    String law,
    int limitDays,
    int countedDays,
    int calendarDays,
    LocalDate due,
    State state,
    List<Pause> pauses,
    List<String> reasons,
    Optional<LocalDate> booked,
    boolean ended,
    LocalDate reckonedOn) {

  /** How the limit stands. */
  public enum State {
    WITHIN,
    AT_RISK,
    BROKEN;

    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Days that are not counted.
   *
   * @param type medical, by-patient, declined or other-region
   * @param from the first day that is not counted
   * @param to the first day that is counted again; empty while it lasts
   */
  public record Pause(String type, LocalDate from, Optional<LocalDate> to) {
    boolean covers(LocalDate day) {
      return !day.isBefore(from) && to.map(day::isBefore).orElse(true);
    }

    boolean open() {
      return to.isEmpty();
    }
  }

  /** Days left of the limit; negative once it is broken. */
  public int daysLeft() {
    return limitDays - countedDays;
  }

  /** Whether the days are counted today. */
  public boolean running() {
    return !ended && !waits();
  }

  /** Whether it has not ended and yet no day is counted. */
  boolean waits() {
    return !ended && pauses.stream().anyMatch(Pause::open);
  }
}
