/**
 * Expected waits: three models, tried on months that they had not seen. Pure: lists in, forecasts
 * and trials out. Entry point: {@code WaitForecastRules}.
 */
@NullMarked
package se.vardformedling.waitingtime.forecast;

import org.jspecify.annotations.NullMarked;
