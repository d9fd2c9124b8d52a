package se.vardformedling.handover;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Communication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.NamedId;
import se.vardformedling.messaging.MessageDelivered;
import se.vardformedling.messaging.MessageFailed;
import se.vardformedling.messaging.MessageReceived;
import se.vardformedling.messaging.MessageReplayed;
import se.vardformedling.messaging.MessageState;
import se.vardformedling.messaging.Messages;
import se.vardformedling.timer.Timers;

/** Follows what becomes of messages, in the transaction that stores it. */
@Component
class OnMessage {
  private final PacketRows packets;
  private final ArrivalRows arrivals;
  private final Handovers.Kept kept;
  private final ObjectProvider<Messages> messages;
  private final Timers timers;
  private final DocumentsSent sent;
  private final Clock clock;

  OnMessage(
      ArrivalRows arrivals,
      Handovers.Kept kept,
      ObjectProvider<Messages> messages,
      Timers timers,
      DocumentsSent sent,
      Clock clock) {
    this.sent = sent;
    this.packets = kept.packets();
    this.arrivals = arrivals;
    this.kept = kept;
    this.messages = messages;
    this.timers = timers;
    this.clock = clock;
  }

  /**
   * It is filed outside this transaction, so that what cannot be filed is accepted all the same.
   */
  @EventListener
  void received(MessageReceived message) {
    String arrivalId = NamedId.of("arrival|" + message.sender() + "|" + message.messageId());
    if (arrivals.add(
        arrivalId,
        message.sender(),
        message.messageId(),
        message.conversation(),
        clock.instant())) {
      timers.now(FileArrival.NAME, FileArrival.timer(arrivalId));
    }
  }

  @EventListener
  void delivered(MessageDelivered packet) {
    became(packet.packetId(), PacketState.DELIVERED).ifPresent(sent::tell);
  }

  @EventListener
  void failed(MessageFailed message) {
    became(message.packetId(), PacketState.FAILED);
  }

  /** On its way again, unless something else of the packet has failed too. */
  @EventListener
  void replayed(MessageReplayed message) {
    boolean failed =
        messages.getObject().packet(message.packetId()).stream()
            .map(Messages.Status::state)
            .anyMatch(Set.of(MessageState.FAILED, MessageState.REJECTED)::contains);
    if (!failed) {
      became(message.packetId(), PacketState.SENDING);
    }
  }

  /** The packet, if that is what it has become. */
  @CanIgnoreReturnValue
  private Optional<PacketRows.Row> became(String packetId, PacketState state) {
    Instant now = clock.instant();
    Optional<PacketRows.Row> found =
        packets
            .find(packetId)
            .filter(row -> row.state() != PacketState.RECALLED)
            // One that another has taken the place of stays as it is, and so do its messages.
            .filter(row -> packets.state(packetId, state, now));
    if (found.isPresent()) {
      for (Communication message : kept.messages(messages.getObject().packet(packetId))) {
        TransmissionResource.became(message, state, now);
        kept.store().update(message);
      }
    }
    return found;
  }
}
