package se.vardformedling.messaging;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import se.vardformedling.fhir.Problem;
import se.vardformedling.messaging.sdk.FileRules;
import se.vardformedling.messaging.sdk.Finding;
import se.vardformedling.messaging.sdk.Outbound;
import se.vardformedling.messaging.sdk.SdkMessage;
import se.vardformedling.messaging.sdk.SdkMessageWriter;
import se.vardformedling.messaging.sdk.SdkProfile;
import se.vardformedling.messaging.sdk.SplitRules;
import se.vardformedling.timer.Timers;

/**
 * Sends packets and tells what became of them. Who may send what to whom is its callers' question:
 * it knows no patient and no case but its ID.
 */
public class Messages {
  private static final Set<MessageState> STOPS = Set.of(MessageState.RECEIVED, MessageState.FAILED);
  private final SdkSettings settings;
  private final SdkProfile profile;
  private final Outbound outbound;
  private final Outbox outbox;
  private final Inbox inbox;
  private final Evidence evidence;
  private final Timers timers;
  private final Clock clock;

  Messages(Parts parts, Outbound outbound) {
    this.settings = parts.settings();
    this.profile = parts.profile();
    this.outbound = outbound;
    this.outbox = parts.outbox();
    this.inbox = parts.inbox();
    this.evidence = parts.evidence();
    this.timers = parts.timers();
    this.clock = parts.clock();
  }

  /** A packet that will be sent, as one message or several. */
  public record Sent(String packetId, List<String> messageIds) {}

  /**
   * How far a message has come.
   *
   * @param failure why it is rejected or failed; empty otherwise
   */
  public record Status(
      String messageId, int part, int parts, MessageState state, int attempts, String failure) {}

  /**
   * A step of a message's evidence.
   *
   * @param document whether something signed is kept with it
   */
  public record Step(Instant at, String step, String detail, boolean document) {}

  /** A message that a person has to look at. */
  public record Stuck(String messageId, String reason, Instant since) {}

  /**
   * Takes a packet for sending, in the caller's transaction: it is sent if that commits, and only
   * then. A packet too large for one message becomes several.
   *
   * @throws se.vardformedling.fhir.Refusal a file is too large or of a type that is not taken, or
   *     the text cannot be sent
   */
  public Sent send(Packet packet) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("A packet is sent in a transaction");
    }
    String packetId = UUID.randomUUID().toString();
    List<SdkMessage> messages = messages(packet, packetId);
    List<String> ids = new ArrayList<>();
    for (SdkMessage message : messages) {
      byte[] written = SdkMessageWriter.write(message, profile);
      check(message, written);
      queue(packet, packetId, message, ids.size() + 1, messages.size(), written);
      ids.add(message.id());
    }
    return new Sent(packetId, ids);
  }

  /** The packet's messages, in their order. */
  public List<Status> packet(String packetId) {
    return outbox.packet(packetId).stream().map(Messages::status).toList();
  }

  /** Those of several packets, by the packet. */
  public Map<String, List<Status>> packets(Collection<String> packetIds) {
    return outbox.packets(packetIds).stream()
        .collect(
            Collectors.groupingBy(
                Outbox.Row::packetId, Collectors.mapping(Messages::status, Collectors.toList())));
  }

  public Optional<Status> find(String messageId) {
    return outbox.find(messageId).map(Messages::status);
  }

  /** Everything that is known to have happened to a message, here. */
  public List<Step> evidence(String messageId) {
    return evidence.of(messageId);
  }

  /** A message that was accepted here. */
  public Optional<Received> received(String sender, String messageId) {
    return inbox.content(sender, messageId).map(content -> ReceivedMessages.read(content, profile));
  }

  /**
   * Notes that a message that came is filed, in the caller's transaction. From then on its content
   * is only kept for questions, as long as {@code vf.sdk.keep-content} says.
   */
  public void taken(String sender, String messageId) {
    inbox.taken(sender, messageId, clock.instant());
  }

  /**
   * Stops what of a packet has no answer yet, in the caller's transaction: nothing of it leaves any
   * more, nobody is asked about it, and what it says is forgotten. What is on the wire at this
   * moment, or has a receipt, may still be accepted.
   *
   * @param why such as {@code recalled}
   */
  public void stop(String packetId, String why) {
    outbox.lockPacket(packetId).stream()
        .filter(row -> row.open() || STOPS.contains(row.state()))
        .forEach(
            row -> {
              outbox.state(row.messageId(), MessageState.FAILED, why, clock.instant());
              outbox.forgetContent(row.messageId());
              timers.cancel(AnswerOverdue.NAME, AnswerOverdue.timer(row));
              evidence.note(row.messageId(), "stopped", why);
              evidence.settle(row.messageId(), why);
            });
  }

  /** Asks a person about a message that has come, in the caller's transaction. */
  public void ask(String messageId, String reason) {
    evidence.ask(messageId, reason);
  }

  /** What a person was asked has come right by itself. */
  public void answered(String messageId, String reason) {
    evidence.settle(messageId, reason, "the program");
  }

  /** The case that a message of ours was about. */
  public Optional<String> caseOf(String messageId) {
    return outbox.caseOf(messageId);
  }

  /** The first of its files that is too large for any message, counted from 0. */
  public OptionalInt tooLarge(Packet packet) {
    return SplitRules.tooLarge(files(packet), room(packet), profile.maxMessage());
  }

  private static List<SdkMessage.Attachment> files(Packet packet) {
    return packet.files().stream()
        .map(
            file ->
                new SdkMessage.Attachment(
                    FileRules.clean(file.name(), file.type()), file.type(), file.content()))
        .toList();
  }

  /** What its text takes at most, in bytes. */
  private static int room(Packet packet) {
    return 6 * packet.text().length();
  }

  private List<SdkMessage> messages(Packet packet, String packetId) {
    OptionalInt tooLarge = tooLarge(packet);
    if (tooLarge.isPresent()) {
      throw Problem.FILE_TOO_LARGE.at("files[" + tooLarge.getAsInt() + "]", "");
    }
    List<SdkMessage.Attachment> files = files(packet);
    List<List<SdkMessage.Attachment>> parts =
        SplitRules.split(
            files,
            new SplitRules.Limits(room(packet), profile.maxMessage(), outbound.filesAtMost()));
    List<SdkMessage> messages = new ArrayList<>();
    String conversation = packet.conversation().orElseGet(() -> UUID.randomUUID().toString());
    for (List<SdkMessage.Attachment> part : parts) {
      Place place = new Place(packetId, messages.size() + 1, parts.size());
      messages.add(message(packet, conversation, part, place));
    }
    return messages;
  }

  private record Place(String packetId, int part, int parts) {
    String subject(Packet packet) {
      return SplitRules.subject(packet.subject(), part, parts);
    }
  }

  private SdkMessage message(
      Packet packet, String conversation, List<SdkMessage.Attachment> files, Place place) {
    SdkMessage.Reference reference =
        new SdkMessage.Reference(
            profile.caseReferenceRoot(), packet.caseId().toString(), Optional.of("Ärende-ID"));
    List<SdkMessage.Reference> ours = new ArrayList<>(List.of(reference));
    ours.add(reference(place.packetId(), "Försändelse"));
    packet.takesBack().forEach(id -> ours.add(reference(id, "Återkallad försändelse")));
    return new SdkMessage(
        UUID.randomUUID().toString(),
        conversation,
        packet.answers(),
        clock.instant(),
        place.subject(packet),
        packet.confidential(),
        new SdkMessage.Party(
            settings.participant(), settings.functions().get(0), Optional.empty(), ours),
        new SdkMessage.Party(packet.to(), packet.function(), Optional.empty(), List.of(reference)),
        List.of(new SdkMessage.Document("1", place.subject(packet), packet.text(), files)));
  }

  private SdkMessage.Reference reference(String packetId, String label) {
    return new SdkMessage.Reference(profile.packetReferenceRoot(), packetId, Optional.of(label));
  }

  private void check(SdkMessage message, byte[] written) {
    List<Finding> findings = outbound.check(message, written);
    if (!findings.isEmpty()) {
      Finding first = findings.get(0);
      Problem problem =
          first.detail().equals("not-supported") ? Problem.FILE_NOT_TAKEN : Problem.MESSAGE_INVALID;
      throw problem.at(first.path(), first.text());
    }
  }

  private void queue(
      Packet packet, String packetId, SdkMessage message, int part, int parts, byte[] written) {
    Outbox.Row row =
        new Outbox.Row(
            message.id(),
            "message",
            packetId,
            part,
            parts,
            message.conversation(),
            packet.caseId().toString(),
            packet.to(),
            packet.function(),
            settings.transferId(),
            MessageState.QUEUED,
            0,
            0,
            "");
    outbox.add(row, packet.answers(), new Outbox.Content(written, null), clock.instant());
    evidence.note(message.id(), "queued", "part " + part + " of " + parts);
    timers.now(SendMessage.NAME, SendMessage.timer(message.id(), 0));
  }

  private static Status status(Outbox.Row row) {
    return new Status(
        row.messageId(), row.part(), row.parts(), row.state(), row.attempts(), row.failure());
  }
}
