package se.vardformedling.handover;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a recall takes back: messages may overtake each other, the sender's clock does not. */
final class RecallRules {
  private RecallRules() {}

  /**
   * The packets of a message, as its sender says.
   *
   * @param own the one that it is a part of
   * @param takenBack those that it takes back, if it is a recall; none: whatever is of the case
   */
  record Packets(Optional<String> own, Set<String> takenBack) {
    /** Whether the packet, or one that is not told, is among what is taken back. */
    private boolean takeBack(Optional<String> packet) {
      return takenBack.isEmpty() || packet.map(takenBack::contains).orElse(true);
    }
  }

  /**
   * A message of one sender about one case.
   *
   * @param sent when its sender made it
   */
  record Told(MessageKind kind, Instant sent, Packets packets) {}

  /**
   * Whether the one is a recall, and the other is of the referral, was made before it, and is of
   * the order that it is about.
   */
  static boolean takesBack(Told recall, Told message) {
    return recall.kind() == MessageKind.RECALL
        && message.kind().fromRequester()
        && message.sent().isBefore(recall.sent())
        && recall.packets().takeBack(message.packets().own());
  }
}
