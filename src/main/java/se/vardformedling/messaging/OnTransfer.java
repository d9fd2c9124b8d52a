package se.vardformedling.messaging;

import java.util.UUID;
import se.vardformedling.messaging.accesspoint.Arrival;
import se.vardformedling.messaging.accesspoint.Arrivals;

/** What the access point tells is stored before it goes on. */
class OnTransfer implements Arrivals {
  private final Parts parts;

  OnTransfer(Parts parts) {
    this.parts = parts;
  }

  @Override
  public void delivered(String transferId, byte[] receipt) {
    parts
        .transactions()
        .executeWithoutResult(
            status ->
                parts
                    .outbox()
                    .messageOf(transferId)
                    .flatMap(parts.outbox()::lock)
                    .ifPresentOrElse(
                        row -> delivered(row, receipt), () -> late(transferId, receipt)));
  }

  /** It proves that the message has arrived once; the series that goes on has its own. */
  private void late(String transferId, byte[] receipt) {
    parts
        .outbox()
        .messageOfEarlier(transferId)
        .ifPresent(id -> parts.evidence().note(id, "receipt, late", transferId, receipt));
  }

  @Override
  public void received(Arrival arrival) throws ContradictionException {
    String digest = Digests.sha256(arrival.envelope());
    boolean same =
        Boolean.TRUE.equals(parts.transactions().execute(status -> store(arrival, digest)));
    if (!same) {
      throw new ContradictionException(arrival.id());
    }
  }

  @Override
  public void answered(String party, String transferId, byte[] receipt) {
    parts
        .transactions()
        .executeWithoutResult(
            status ->
                parts
                    .inbox()
                    .arrival(party, transferId)
                    .ifPresent(
                        id ->
                            parts
                                .evidence()
                                .note(id, "receipt given", party + ", " + transferId, receipt)));
  }

  private void delivered(Outbox.Row row, byte[] receipt) {
    parts.evidence().note(row.messageId(), "receipt", row.transferId(), receipt);
    if (row.state() == MessageState.ACCEPTED || row.state() == MessageState.REJECTED) {
      return;
    }
    parts.outbox().state(row.messageId(), MessageState.RECEIVED, "", parts.clock().instant());
    parts.evidence().settle(row.messageId(), "receipt");
    if (row.isAnswer()) {
      parts.outbox().forgetContent(row.messageId());
    } else {
      parts
          .timers()
          .at(
              parts.clock().instant().plus(parts.settings().answerWithin()),
              AnswerOverdue.NAME,
              AnswerOverdue.timer(row));
    }
  }

  /** False if the same transfer has come with another content. */
  private boolean store(Arrival arrival, String digest) {
    String id = UUID.randomUUID().toString();
    if (parts.inbox().add(id, arrival, digest, parts.clock().instant())) {
      parts
          .evidence()
          .note(id, "arrived", arrival.party() + ", " + arrival.id() + ", SHA-256 " + digest);
      parts.timers().now(OpenArrival.NAME, id);
      return true;
    }
    if (parts.inbox().sha256(arrival).equals(digest)) {
      return true;
    }
    parts.evidence().note(arrival.id(), "contradiction", arrival.party() + ", SHA-256 " + digest);
    parts.evidence().ask(arrival.id(), "contradiction");
    return false;
  }
}
