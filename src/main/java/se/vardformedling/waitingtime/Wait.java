package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.Optional;

/**
 * One waiting-time figure of one service.
 *
 * @param kind which clock: wait-performed, wait-waiting, wait-reported-estimate or wait-forecast
 * @param days the median in calendar days
 * @param n how many it was computed from
 * @param asOf the day it was computed
 * @param forecast of a forecast alone
 */
public record Wait(
    String serviceId,
    String kind,
    double days,
    int n,
    LocalDate asOf,
    String source,
    Optional<WaitForecast> forecast) {

  /** What is no forecast. */
  public Wait(String serviceId, String kind, double days, int n, LocalDate asOf, String source) {
    this(serviceId, kind, days, n, asOf, source, Optional.empty());
  }
}
