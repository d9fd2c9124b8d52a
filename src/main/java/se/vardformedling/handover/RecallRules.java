package se.vardformedling.handover;

import java.time.Instant;

/** What a recall takes back: messages may overtake each other, the sender's clock does not. */
final class RecallRules {
  private RecallRules() {}

  /**
   * A message of one sender about one case.
   *
   * @param sent when its sender made it
   */
  record Told(MessageKind kind, Instant sent) {}

  /** Whether the one is a recall, and the other is of the referral and was made before it. */
  static boolean takesBack(Told recall, Told message) {
    return recall.kind() == MessageKind.RECALL
        && message.kind().fromRequester()
        && message.sent().isBefore(recall.sent());
  }
}
