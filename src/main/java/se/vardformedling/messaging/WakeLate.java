package se.vardformedling.messaging;

import java.time.Duration;
import java.time.Instant;
import se.vardformedling.timer.Recurring;

/**
 * Whatever has taken a timer away: what should have been sent, answered or opened long ago is woken
 * again.
 */
class WakeLate implements Recurring {
  private static final Duration LATE = Duration.ofMinutes(10);
  private final Parts parts;

  WakeLate(Parts parts) {
    this.parts = parts;
  }

  @Override
  public String name() {
    return "wake-late-messages";
  }

  @Override
  public Duration every() {
    return LATE;
  }

  /** Timers that wait are not doubled; of two that are the same try, one finds nothing to do. */
  @Override
  public void run() {
    Instant late = parts.clock().instant().minus(LATE);
    SdkSettings settings = parts.settings();
    parts.outbox().open(late.minus(settings.interval())).forEach(this::wake);
    parts.outbox().unanswered(late.minus(settings.answerWithin())).forEach(this::wake);
    parts.inbox().late(late).forEach(id -> parts.timers().now(OpenArrival.NAME, id));
  }

  private void wake(Outbox.Row row) {
    if (row.open()) {
      parts.timers().now(SendMessage.NAME, SendMessage.timer(row.messageId(), row.attempts()));
    } else {
      parts.timers().now(AnswerOverdue.NAME, AnswerOverdue.timer(row));
    }
  }
}
