package se.vardformedling.waitingtime;

import java.time.LocalDate;

/**
 * One waiting-time figure of one service.
 *
 * @param kind which clock: wait-performed, wait-waiting, wait-reported-estimate or wait-forecast
 * @param days the median in calendar days
 * @param n how many it was computed from
 * @param asOf the day it was computed
 */
public record Wait(
    String serviceId, String kind, double days, int n, LocalDate asOf, String source) {}
