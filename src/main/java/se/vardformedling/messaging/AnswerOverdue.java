package se.vardformedling.messaging;

import org.springframework.context.ApplicationEventPublisher;
import se.vardformedling.timer.Deadline;

/**
 * A receipt without a meddelandekvittens in time: a person is asked; a late answer still counts.
 */
class AnswerOverdue implements Deadline {
  static final String NAME = "message-answer-overdue";
  private final Parts parts;
  private final ApplicationEventPublisher events;

  AnswerOverdue(Parts parts, ApplicationEventPublisher events) {
    this.parts = parts;
    this.events = events;
  }

  static String timer(Outbox.Row row) {
    return row.messageId() + " " + row.transferId();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    String[] words = id.split(" ", 2);
    parts
        .transactions()
        .executeWithoutResult(
            status ->
                parts
                    .outbox()
                    .lock(words[0])
                    .filter(row -> row.state() == MessageState.RECEIVED)
                    .filter(row -> row.transferId().equals(words[1]))
                    .ifPresent(this::overdue));
  }

  private void overdue(Outbox.Row row) {
    String why = "No answer within " + parts.settings().answerWithin();
    parts.outbox().state(row.messageId(), MessageState.FAILED, why, parts.clock().instant());
    parts.evidence().note(row.messageId(), "failed", why);
    parts.evidence().ask(row.messageId(), "not-answered");
    events.publishEvent(
        new MessageFailed(row.packetId(), row.messageId(), row.caseId(), "not-answered"));
  }
}
