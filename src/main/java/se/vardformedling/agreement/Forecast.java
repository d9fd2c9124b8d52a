package se.vardformedling.agreement;

import java.time.LocalDate;
import java.util.Optional;

/**
 * When the volume runs out, if it goes on as it has.
 *
 * @param kind dated, too-few (fewer than 5 places taken or less than 28 days seen), no-cap,
 *     exhausted or outlasts (beyond the agreement's last day)
 * @param date the middle of what is likely
 * @param earliest one chance in ten that it is before
 * @param latest one chance in ten that it is after; empty beyond ten years
 * @param perMonth places taken in 30 days
 * @param taken the places that the rate is computed from
 * @param days the days that they were taken in
 */
public record Forecast(
    String kind,
    Optional<LocalDate> date,
    Optional<LocalDate> earliest,
    Optional<LocalDate> latest,
    double perMonth,
    int taken,
    int days) {}
