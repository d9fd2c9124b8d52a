package se.vardformedling.messaging;

/**
 * A message was rejected or not delivered, and a person has been told; published in the transaction
 * that stored it.
 *
 * @param reason {@code rejected}, {@code not-delivered}, {@code not-answered}
 */
public record MessageFailed(String packetId, String messageId, String caseId, String reason) {}
