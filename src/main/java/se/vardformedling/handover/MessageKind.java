package se.vardformedling.handover;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a message about a case is. It stands in words in the subject, so that it can be told in any
 * SDK client and by any receiver.
 */
public enum MessageKind {
  /** The referral and the documents that go with it. */
  DOCUMENTS("documents", "Remiss med handlingar"),
  /** The receiver lacks something. */
  COMPLETION_REQUEST("completion-request", "Begäran om komplettering"),
  /** The answer to that. */
  COMPLETION("completion", "Komplettering"),
  /** What was sent should not have been. */
  RECALL("recall", "Återkallelse"),
  /** What was done, back to the one who referred. */
  RESULT("result", "Återföring"),
  /** Any other message; it comes from a client that is not ours. */
  OTHER("other", "Meddelande");

  private final String code;
  private final String words;

  MessageKind(String code, String words) {
    this.code = code;
    this.words = words;
  }

  public String code() {
    return code;
  }

  /** Swedish, as in the subject. */
  public String words() {
    return words;
  }

  /** Whether the one who referred sends it; otherwise the one who takes the order does. */
  boolean fromRequester() {
    return this == DOCUMENTS || this == COMPLETION;
  }

  static Optional<MessageKind> of(String code) {
    return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
  }

  /** The kind whose words the text is; any other text is just a message. */
  static MessageKind ofWords(String words) {
    return Arrays.stream(values())
        .filter(kind -> kind.words.equalsIgnoreCase(words.strip()))
        .findFirst()
        .orElse(OTHER);
  }
}
