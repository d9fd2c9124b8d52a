package se.vardformedling.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message that was accepted here.
 *
 * @param caseId as the sender referred to it, unchecked
 * @param files with names that are safe to save under
 */
public record Received(
    String sender,
    String senderFunction,
    String messageId,
    String conversation,
    Optional<String> answers,
    Optional<String> caseId,
    Instant created,
    String subject,
    boolean confidential,
    String text,
    List<Packet.File> files) {}
