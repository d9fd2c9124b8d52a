package se.vardformedling.messaging;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import se.vardformedling.messaging.Messages.Stuck;

/** What waits for a person, and what a person can do about it. */
public class StuckMessages {
  private final Parts parts;
  private final ApplicationEventPublisher events;

  StuckMessages(Parts parts, ApplicationEventPublisher events) {
    this.parts = parts;
    this.events = events;
  }

  /** The oldest first. */
  public List<Stuck> list() {
    return parts.evidence().open();
  }

  /**
   * Sends a failed message again with a new series of tries, sealed anew with the certificates that
   * are valid now.
   *
   * @param by who decided it
   * @return false if it has not failed, or its content has been forgotten
   */
  public boolean replay(String messageId, String by) {
    return Boolean.TRUE.equals(
        parts
            .transactions()
            .execute(
                status ->
                    parts
                        .outbox()
                        .lock(messageId)
                        .filter(row -> row.state() == MessageState.FAILED)
                        .filter(row -> parts.outbox().content(row.messageId()).known())
                        .map(row -> again(row, by))
                        .orElse(false)));
  }

  /**
   * Opens a transfer again that could not be opened, now that its cause is mended: a key that was
   * missing, a sender that was not in the directory yet.
   *
   * @param by who decided it
   * @return false if it was not dropped, or is here no more
   */
  public boolean reopen(String arrivalId, String by) {
    return Boolean.TRUE.equals(
        parts
            .transactions()
            .execute(
                status -> {
                  boolean waits = parts.inbox().reopen(arrivalId);
                  if (waits) {
                    parts.evidence().settle(arrivalId, by);
                    parts.evidence().note(arrivalId, "opened again", by);
                    parts.timers().now(OpenArrival.NAME, arrivalId);
                  }
                  return waits;
                }));
  }

  /** Whether {@link #reopen} can be asked for. */
  public boolean reopenable(String arrivalId) {
    return parts.inbox().reopenable(arrivalId);
  }

  /**
   * Notes that a person has looked at a message and nothing is left to do.
   *
   * @return false if nobody was asked about it
   */
  @CanIgnoreReturnValue
  public boolean settle(String messageId, String by) {
    return Boolean.TRUE.equals(
        parts
            .transactions()
            .execute(
                status -> {
                  boolean asked = parts.evidence().settle(messageId, by);
                  if (asked) {
                    parts.evidence().note(messageId, "settled", by);
                  }
                  return asked;
                }));
  }

  private boolean again(Outbox.Row row, String by) {
    String transfer = parts.settings().transferId();
    parts.outbox().again(row.messageId(), transfer, parts.clock().instant());
    // The certificates it was sealed with may be why it failed.
    parts.outbox().unseal(row.messageId());
    parts.evidence().settle(row.messageId(), by);
    parts.evidence().note(row.messageId(), "replayed", by);
    parts.timers().now(SendMessage.NAME, SendMessage.timer(row, transfer));
    events.publishEvent(new MessageReplayed(row.packetId()));
    return true;
  }
}
