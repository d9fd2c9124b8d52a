package se.vardformedling.messaging;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import se.vardformedling.messaging.sdk.Acknowledgement;

/**
 * Answers to messages of ours: the first decides, a late one still counts, a repeat changes
 * nothing.
 */
class Answers {
  private static final Pattern CODE = Pattern.compile("[a-z-]{0,64}");

  private final Parts parts;
  private final ApplicationEventPublisher events;

  Answers(Parts parts, ApplicationEventPublisher events) {
    this.parts = parts;
    this.events = events;
  }

  /**
   * In the caller's transaction. Two answers to a packet's messages lock all of it, in the same
   * order, before they look at one: neither holds what the other waits for, and the last sees that
   * it is the last.
   */
  void take(Acknowledgement answer, String signer, byte[] envelope) {
    List<Outbox.Row> packet =
        parts
            .outbox()
            .find(answer.about())
            .filter(row -> !row.isAnswer() && row.recipient().equals(answer.from()))
            .map(row -> parts.outbox().lockPacket(row.packetId()))
            .orElse(List.of());
    packet.stream()
        .filter(row -> row.messageId().equals(answer.about()))
        .findFirst()
        .ifPresentOrElse(
            row -> take(row, packet, answer, new Proof(signer, envelope)),
            () -> {
              parts.evidence().note(answer.about(), "answer to nothing of ours", signer, envelope);
              parts.evidence().ask(answer.about(), "unknown-answer");
            });
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Proof(String signer, byte[] envelope) {}

  private void take(Outbox.Row row, List<Outbox.Row> packet, Acknowledgement answer, Proof proof) {
    String verdict = answer.accepted() ? "ACCEPTED" : "REJECTED " + codes(answer);
    parts
        .evidence()
        .note(
            row.messageId(), "answer", verdict + ", signed by " + proof.signer(), proof.envelope());
    if (row.state() == MessageState.ACCEPTED || row.state() == MessageState.REJECTED) {
      boolean same = answer.accepted() == (row.state() == MessageState.ACCEPTED);
      if (!same && !repeated(row, answer)) {
        parts.evidence().ask(row.messageId(), "answers-differ");
      }
      return;
    }
    parts.evidence().settle(row.messageId(), "answer");
    if (answer.accepted() || repeated(row, answer)) {
      accept(row, packet);
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

  private void accept(Outbox.Row row, List<Outbox.Row> packet) {
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

  /** A code, and not whatever else a stranger has written where one should stand. */
  private static String code(String detail) {
    return CODE.matcher(detail).matches() ? detail : "?";
  }

  private static String codes(Acknowledgement answer) {
    return answer.findings().stream()
        .map(finding -> finding.reason() + "/" + code(finding.detail()))
        .collect(Collectors.joining(", "));
  }
}
