package se.vardformedling.messaging;

import java.util.List;
import java.util.Optional;
import se.vardformedling.identifier.CaseId;

/**
 * What is sent to a function of a participant: text that makes sense in any client, and files.
 *
 * @param to participant, {@code 0203:provider.example}
 * @param function its functional address
 * @param subject at most 256 characters, with nothing that identifies a person
 * @param text markdown as SDK limits it
 * @param conversation of the message that this one belongs to; empty: a new one
 * @param answers the message that this one answers
 * @param confidential whether secrecy is likely, as the sender assesses it
 * @param takesBack earlier packets that are not to be used any more
 */
public record Packet(
    String to,
    String function,
    CaseId caseId,
    String subject,
    String text,
    boolean confidential,
    List<File> files,
    Optional<String> conversation,
    Optional<String> answers,
    List<String> takesBack) {

  /** The same, of a recall. */
  public Packet takingBack(List<String> packetIds) {
    return new Packet(
        to, function, caseId, subject, text, confidential, files, conversation, answers, packetIds);
  }

  /**
   * A file.
   *
   * @param type media type, which its first bytes must bear out
   */
  @SuppressWarnings("ArrayRecordComponent") // 20 MB that nobody compares
  public record File(String name, String type, byte[] content) {}
}
