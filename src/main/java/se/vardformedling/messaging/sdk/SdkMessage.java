package se.vardformedling.messaging.sdk;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A message with its documents (MessageWithAttachments 3).
 *
 * @param answers the message that this one answers or completes
 * @param subject the header's label, 1 to 256 characters, with nothing that identifies a person
 * @param confidential the sender's assessment of secrecy
 */
public record SdkMessage(
    String id,
    String conversation,
    Optional<String> answers,
    Instant created,
    String subject,
    boolean confidential,
    Party sender,
    Party recipient,
    List<Document> documents) {

  /**
   * A participant and a function of it.
   *
   * @param participant with its scheme number, {@code 0203:region.example}
   * @param function functional address, opaque
   */
  public record Party(
      String participant, String function, Optional<String> label, List<Reference> references) {}

  /** What the message belongs to at a party: a case ID, a journal number. */
  public record Reference(String root, String extension, Optional<String> label) {}

  /**
   * A document: text to read, files, or both.
   *
   * @param text markdown as the specification limits it; empty: none
   */
  public record Document(String id, String name, String text, List<Attachment> files) {}

  /** A file, as it says that it is called and what it says that it is. */
  @SuppressWarnings("ArrayRecordComponent") // 20 MB that nobody compares
  public record Attachment(String name, String type, byte[] content) {}

  /** The same message with the first bytes of each file. */
  SdkMessage withShortFiles() {
    List<Document> documents =
        this.documents.stream()
            .map(
                it ->
                    new Document(
                        it.id, it.name, it.text, it.files.stream().map(SdkMessage::cut).toList()))
            .toList();
    return new SdkMessage(
        id, conversation, answers, created, subject, confidential, sender, recipient, documents);
  }

  private static Attachment cut(Attachment file) {
    int bytes = Math.min(file.content.length, 300);
    return new Attachment(file.name, file.type, Arrays.copyOf(file.content, bytes));
  }
}
