package se.vardformedling.waitingtime.feed;

import java.util.List;

/** A file as it was understood. */
public record FeedFile(FeedReport report, List<FeedCount> counts, List<FeedEstimate> estimates) {}
