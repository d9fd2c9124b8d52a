package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;

/** The day of the extract, and the first and last day that it speaks of. */
record FeedPeriod(LocalDate dataAsOf, LocalDate from, LocalDate to) {

  boolean holds(LocalDate day) {
    return !day.isBefore(from) && !day.isAfter(to);
  }
}
