package se.vardformedling.waitingtime.forecast;

/**
 * How a model did on held-back months: on each it knew only what was known as the month began.
 *
 * @param months held back
 * @param n the waits that began in them
 * @param coverage share of them between p10 and p90, of which 0.8 is meant
 * @param within14 share of them at most 14 days from the median
 * @param pinball mean loss in days, smaller is better
 * @param bias mean of the wait less the median, in days
 */
public record Trial(
    Model model,
    int months,
    int n,
    double coverage,
    double within14,
    double pinball,
    double bias) {}
