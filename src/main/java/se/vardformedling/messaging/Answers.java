package se.vardformedling.messaging;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import se.vardformedling.messaging.sdk.Acknowledgement;

/**
 * Answers to messages of ours: the first decides, a late one still counts, a repeat changes
 * nothing.
 */
class Answers {
  private final Parts parts;
  private final ApplicationEventPublisher events;

  Answers(Parts parts, ApplicationEventPublisher events) {
    this.parts = parts;
    this.events = events;
  }

  /** In the caller's transaction. */
  void take(Acknowledgement answer, String signer, byte[] envelope) {
    parts
        .outbox()
        .lock(answer.about())
        .filter(row -> !row.isAnswer() && row.recipient().equals(answer.from()))
        .ifPresentOrElse(
            row -> take(row, answer, signer, envelope),
            () -> {
              parts.evidence().note(answer.about(), "answer to nothing of ours", signer, envelope);
              parts.evidence().ask(answer.about(), "unknown-answer");
            });
  }

  private void take(Outbox.Row row, Acknowledgement answer, String signer, byte[] envelope) {
    String verdict = answer.accepted() ? "ACCEPTED" : "REJECTED " + codes(answer);
    parts.evidence().note(row.messageId(), "answer", verdict + ", signed by " + signer, envelope);
    if (row.state() == MessageState.ACCEPTED || row.state() == MessageState.REJECTED) {
      boolean same = answer.accepted() == (row.state() == MessageState.ACCEPTED);
      if (!same && !repeated(row, answer)) {
        parts.evidence().ask(row.messageId(), "answers-differ");
      }
      return;
    }
    parts.evidence().settle(row.messageId(), "answer");
    if (answer.accepted() || repeated(row, answer)) {
      accept(row);
      if (!answer.accepted()) {
        // It had come at an earlier try, whose answer was lost: somebody should make sure.
        parts.evidence().ask(row.messageId(), "accepted-as-duplicate");
      }
    } else {
      reject(row, verdict);
    }
  }

  /** The recipient has had it before, and we have sent it more than once. */
  private static boolean repeated(Outbox.Row row, Acknowledgement answer) {
    return row.attempts() > 1
        && !answer.findings().isEmpty()
        && answer.findings().stream()
            .allMatch(f -> Set.of("duplicate", "multiple-matches").contains(f.detail()));
  }

  private void accept(Outbox.Row row) {
    List<Outbox.Row> packet = parts.outbox().lockPacket(row.packetId());
    parts.outbox().state(row.messageId(), MessageState.ACCEPTED, "", parts.clock().instant());
    parts.outbox().forgetContent(row.messageId());
    parts.timers().cancel(AnswerOverdue.NAME, AnswerOverdue.timer(row));
    boolean whole =
        packet.stream()
            .allMatch(
                other ->
                    other.state() == MessageState.ACCEPTED
                        || other.messageId().equals(row.messageId()));
    if (whole) {
      events.publishEvent(new MessageDelivered(row.packetId(), row.caseId()));
    }
  }

  private void reject(Outbox.Row row, String verdict) {
    parts.outbox().state(row.messageId(), MessageState.REJECTED, verdict, parts.clock().instant());
    parts.evidence().ask(row.messageId(), "rejected");
    events.publishEvent(
        new MessageFailed(row.packetId(), row.messageId(), row.caseId(), "rejected"));
  }

  private static String codes(Acknowledgement answer) {
    return answer.findings().stream()
        .map(finding -> finding.reason() + "/" + finding.detail())
        .collect(Collectors.joining(", "));
  }
}
