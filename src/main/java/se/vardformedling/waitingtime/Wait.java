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
 * @param vardtjanst which of the service's it is of; empty where the report does not say
 * @param span days back that it is of: 90, the report's own period, or 365 where those are too few
 */
public record Wait(
    String serviceId,
    String vardtjanst,
    String kind,
    double days,
    int n,
    LocalDate asOf,
    String source,
    Optional<WaitForecast> forecast,
    int span) {
  private static final int OWN = 90;

  /** Whether it tells how long those waited who have been treated. */
  public boolean ofTheTreated() {
    return kind.equals("wait-performed");
  }

  /** Whether too few were treated in the usual time, so that it is of a year. */
  public boolean ofLonger() {
    return ofTheTreated() && span > OWN;
  }

  /** What is no forecast, of a service that stands for one vårdtjänst. */
  public Wait(String serviceId, String kind, double days, int n, LocalDate asOf, String source) {
    this(serviceId, "", kind, days, n, asOf, source, Optional.empty(), OWN);
  }
}
