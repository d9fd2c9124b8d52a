package se.vardformedling.messaging;

import java.util.Optional;

/**
 * A message has come and is accepted; published in the transaction that stored it.
 *
 * @param caseId as the sender referred to it, unchecked
 */
public record MessageReceived(
    String sender, String messageId, String conversation, Optional<String> caseId) {}
