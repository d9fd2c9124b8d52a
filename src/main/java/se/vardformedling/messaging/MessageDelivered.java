package se.vardformedling.messaging;

/**
 * Every message of a packet has been accepted by its recipient; published in the transaction that
 * stored the last answer.
 */
public record MessageDelivered(String packetId, String caseId) {}
