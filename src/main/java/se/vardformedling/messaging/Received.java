package se.vardformedling.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message that was accepted here.
 *
 * @param cases every case ID that either party's references name
 * @param packet the packet that it is a part of, if the sender says so; unchecked
 * @param takesBack earlier packets that are not to be used any more, if the sender says so;
 *     unchecked
 * @param files with names that are safe to save under
 */
public record Received(
    String sender,
    String senderFunction,
    String messageId,
    String conversation,
    Optional<String> answers,
    Set<String> cases,
    Optional<String> packet,
    Set<String> takesBack,
    Instant created,
    String subject,
    boolean confidential,
    String text,
    List<Packet.File> files) {

  /** The same message with another text and other files. */
  public Received with(String otherText, List<Packet.File> otherFiles) {
    return new Received(
        sender,
        senderFunction,
        messageId,
        conversation,
        answers,
        cases,
        packet,
        takesBack,
        created,
        subject,
        confidential,
        otherText,
        otherFiles);
  }
}
