package se.vardformedling.handover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What has been sent and has come about an order, and what is missing.
 *
 * @param area vårdområde, empty when none is known
 * @param files documents that would go, with their sizes together in bytes
 */
public record PacketStatus(
    String caseId,
    String area,
    List<Line> checklist,
    List<PacketRow> sent,
    List<ArrivalRow> received,
    Files files) {

  /** Whether the order's documents are under way or there. */
  public boolean live() {
    return sent.stream()
        .filter(packet -> packet.kind() == MessageKind.DOCUMENTS)
        .map(PacketRow::state)
        .anyMatch(Set.of(PacketState.SENDING, PacketState.DELIVERED)::contains);
  }

  /** Whether they can be taken back, or must be anew: the last recall did not arrive. */
  public boolean recallable() {
    return live()
        || sent.stream()
            .filter(packet -> packet.kind() == MessageKind.RECALL)
            .reduce((earlier, later) -> later)
            .filter(packet -> packet.state() == PacketState.FAILED)
            .isPresent();
  }

  /** A line of the checklist, by a code of CodeSystem document-kind. */
  public record Line(String kind, boolean required, boolean there) {}

  /** How much would go. */
  public record Files(int count, long bytes) {}

  /**
   * A packet.
   *
   * @param missing required kinds of documents that it went without
   * @param why the reason of a recall, where it is asked for with its order; empty otherwise
   */
  public record PacketRow(
      String packetId,
      String caseId,
      MessageKind kind,
      PacketState state,
      Instant sent,
      String to,
      String missing,
      String why,
      List<MessageRow> messages) {}

  /**
   * A message of a packet.
   *
   * @param state how far it has come: {@code queued}, {@code sent}, {@code received} (a receipt),
   *     {@code accepted}, {@code rejected}, {@code failed}
   * @param failure why it is rejected or failed, or why the last try came to nothing; else empty
   */
  public record MessageRow(
      String messageId, int part, int parts, String state, int attempts, String failure) {}

  /**
   * A message that a person has to look at.
   *
   * @param reason such as {@code not-delivered}, {@code rejected}, {@code not-opened}
   * @param again whether it can be sent again
   * @param reopens whether it has come and can be opened again
   * @param kind empty for what has come and was not opened
   * @param to HSA-id of the unit it was to reach; empty likewise
   * @param attempts how often it was tried; 0 for what has come
   * @param failure why the last of them came to nothing; empty when it is not known
   */
  public record StuckRow(
      String messageId,
      String reason,
      Instant since,
      Optional<String> caseId,
      boolean again,
      boolean reopens,
      Optional<MessageKind> kind,
      Optional<String> to,
      int attempts,
      String failure) {}

  /**
   * A message that has come.
   *
   * @param state {@code arrived}, {@code filed} or {@code apart}
   * @param taskId the Task about it
   * @param recalled whether its sender has taken it back
   * @param why the reason of a recall, where it is asked for with its order; empty otherwise
   */
  public record ArrivalRow(
      String arrivalId,
      Optional<String> caseId,
      MessageKind kind,
      String state,
      String reason,
      Instant received,
      String from,
      int part,
      int parts,
      Optional<String> taskId,
      boolean recalled,
      String why) {}
}
