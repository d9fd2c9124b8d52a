package se.vardformedling.notification;

import java.time.Instant;

/**
 * One change that one subscriber is to be told of.
 *
 * @param id the same at every try, so that a receiver can tell a repetition
 */
record Change(
    long seq,
    String id,
    String subscriptionId,
    String type,
    String resourceId,
    String version,
    Instant at) {}
