package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;

/**
 * So many who waited so long: what is left of a row once nothing in it points to a person.
 *
 * @param status performed, waiting or removed
 * @param day performed or removed that day; for those who wait, the day of the extract
 * @param days calendar days in Europe/Stockholm from the decision, own choice to wait included
 * @param counted the same without patientvald väntan
 * @param paused of {@code days}, those of medicinskt orsakad väntan
 * @param need medical need: within-30, within-90, later, or "" when not stated
 * @param anaesthesia general, other or "" when not stated
 * @param severe of {@code n}, those of ASA class 3 or higher
 */
public record FeedCount(
    String serviceId,
    String vardtjanst,
    String status,
    LocalDate day,
    int days,
    int counted,
    int paused,
    String need,
    String anaesthesia,
    int severe,
    int n) {

  /** All but how many; what is counted alike is one row. */
  FeedCount kind() {
    return of(0, 0);
  }

  FeedCount plus(FeedCount other) {
    return of(severe + other.severe, n + other.n);
  }

  private FeedCount of(int ofClass, int all) {
    return new FeedCount(
        serviceId, vardtjanst, status, day, days, counted, paused, need, anaesthesia, ofClass, all);
  }
}
