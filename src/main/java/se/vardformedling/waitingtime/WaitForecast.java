package se.vardformedling.waitingtime;

import java.time.LocalDate;

/**
 * How a forecast was made, how sure it is, and how its model did on months that it had not seen.
 *
 * @param model a code of {@code forecast.Model}; ends with -pooled where the service itself has had
 *     so few that its figures were drawn towards the country's
 * @param trainedUntil last day of what is known
 * @param low one wait in ten is expected to be shorter, in days
 * @param high one in ten longer
 * @param tried held-back waits, in whole tens
 * @param coverage share of them between low and high; 0.8 is meant
 * @param within14 share of them at most 14 days from the median
 * @param pinball mean loss in days; smaller is better
 * @param baseline the same of the clearance time
 */
public record WaitForecast(
    String model,
    LocalDate trainedUntil,
    double low,
    double high,
    int tried,
    double coverage,
    double within14,
    double pinball,
    double baseline) {}
