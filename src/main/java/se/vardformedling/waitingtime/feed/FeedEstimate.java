package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;

/** What a unit expects a new patient to wait, and whether it takes those of other regions. */
public record FeedEstimate(
    String serviceId, String vardtjanst, LocalDate reported, int weeks, boolean takesOthers) {}
