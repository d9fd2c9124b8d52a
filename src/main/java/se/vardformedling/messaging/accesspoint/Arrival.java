package se.vardformedling.messaging.accesspoint;

import se.vardformedling.messaging.sdk.Labels;

/**
 * An envelope that has come, whole and with the sending access point's signature checked.
 *
 * @param party the sending access point
 */
@SuppressWarnings("ArrayRecordComponent") // 40 MB that nobody compares
public record Arrival(
    String id, String party, String conversation, Labels labels, byte[] envelope) {}
