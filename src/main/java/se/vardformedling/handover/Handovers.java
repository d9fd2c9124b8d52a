package se.vardformedling.handover;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.brokering.NationalCases;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.OrderResource;
import se.vardformedling.enclosure.CollectContents;
import se.vardformedling.enclosure.Contents;
import se.vardformedling.enclosure.Cover;
import se.vardformedling.enclosure.Enclosure;
import se.vardformedling.enclosure.PacketFiles;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Turns;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.identifier.NamedId;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Packet;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Sight;

/**
 * Which documents go with a case, and did they arrive. Nothing is sent that the national node,
 * asked at that moment, does not say is accepted by the one it goes to.
 */
@Component
public class Handovers {
  private static final String RECEIVED = "documents-received";
  private final Kept kept;
  private final FhirStore store;
  private final Sight sight;
  private final NationalCases national;
  private final Counterparts counterparts;
  private final CollectContents contents;
  private final PacketFiles files;
  private final Turns turns;
  private final PacketRows packets;
  private final ObjectProvider<Messages> messages;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Handovers(
      Kept kept, Outside outside, Making making, ObjectProvider<Messages> messages, Clock clock) {
    this.kept = kept;
    this.store = kept.store();
    this.sight = kept.sight();
    this.packets = kept.packets();
    this.transactions = kept.transactions();
    this.national = outside.national();
    this.counterparts = outside.counterparts();
    this.contents = making.contents();
    this.files = making.files();
    this.turns = making.turns();
    this.messages = messages;
    this.clock = clock;
  }

  /** What is kept here, and how. */
  @Component
  record Kept(FhirStore store, Sight sight, PacketRows packets, TransactionTemplate transactions) {

    /** The Communications of messages. */
    List<Communication> messages(List<Messages.Status> sent) {
      return store.readAll(
          Communication.class, sent.stream().map(Messages.Status::messageId).toList());
    }

    /** What is written in the first of some messages that says anything. */
    String text(List<String> messageIds) {
      return store.readAll(Communication.class, messageIds).stream()
          .map(TransmissionResource::text)
          .filter(text -> !text.isBlank())
          .findFirst()
          .orElse("");
    }
  }

  /** Who else is asked. */
  @Component
  record Outside(NationalCases national, Counterparts counterparts) {}

  /** What makes a packet, and in turn. */
  @Component
  record Making(CollectContents contents, PacketFiles files, Turns turns) {}

  /** A packet that will be sent, as one message or several. */
  public record Sent(String packetId, String caseId, List<String> messageIds) {}

  /**
   * Sends; the messages leave when this has returned, and what becomes of them is in the packet's
   * status.
   *
   * @throws se.vardformedling.fhir.Refusal the order is not accepted, the recipient does not have
   *     it, something is missing, blocked, too large or of a type that is not taken, or the
   *     national node does not answer; nothing is sent then
   */
  public Sent send(Caller caller, Wish wish) {
    Task task = order(caller, wish.taskId());
    Messages service = service();
    NationalTask now = national.task(task.getIdElement().getIdPart());
    Counterpart counterpart = counterparts.of(caller, now, wish);
    if (needsText(wish.kind()) && wish.text().isBlank()) {
      throw Problem.COMMENT_MANDATORY.at("text", "");
    }
    return turns.inTurn(
        () -> {
          boolean recall = wish.kind() == MessageKind.RECALL;
          Contents found = recall ? contents.none(caller, task) : found(caller, task, wish);
          return send(new Order(caller, now, counterpart, wish, found), service);
        });
  }

  /** What a packet in the making is about. */
  private record Order(
      Caller caller, NationalTask now, Counterpart counterpart, Wish wish, Contents found) {}

  private Sent send(Order order, Messages service) {
    Wish wish = order.wish();
    if (wish.kind() != MessageKind.RECALL && order.found().blocked()) {
      throw Problem.PACKET_BLOCKED.at("meta.security", "");
    }
    List<String> missing = missing(wish, order.found());
    Counterpart counterpart = order.counterpart();
    PacketFiles.Made made =
        files.make(
            new PacketFiles.Between(
                order.now().caseId(),
                counterpart.unit(),
                counterpart.toUnit(),
                counterpart.takes()),
            new Cover(wish.kind().words(), wish.text(), wish.kind() == MessageKind.DOCUMENTS),
            order.found());
    Packet packet = packet(order, made);
    service
        .tooLarge(packet)
        .ifPresent(
            file -> {
              throw Problem.FILE_TOO_LARGE.at(made.places().get(file), "");
            });
    return Objects.requireNonNull(
        transactions.execute(status -> send(order, missing, service, packet)));
  }

  private Sent send(Order order, List<String> missing, Messages service, Packet packet) {
    Instant at = clock.instant();
    NationalTask now = order.now();
    packets.hold(now.id());
    Messages.Sent sent = service.send(packet.takingBack(makeWay(order, service, at)));
    PacketRows.Row row = row(order, String.join(",", missing), sent.packetId(), at);
    List<String> documents = order.found().documents().stream().map(Enclosure::id).toList();
    packets.add(row, digest(order.wish(), documents));
    for (String id : sent.messageIds()) {
      packets.add(row.packetId(), id);
      store.update(TransmissionResource.sent(row, id, documents, order.wish().text()));
    }
    return new Sent(sent.packetId(), row.caseId(), sent.messageIds());
  }

  private static PacketRows.Row row(Order order, String missing, String packetId, Instant at) {
    return new PacketRows.Row(
        packetId,
        order.wish().kind(),
        order.now().id(),
        order.now().caseId().value(),
        order.counterpart().unit(),
        order.counterpart().toUnit(),
        order.counterpart().to(),
        missing,
        PacketState.SENDING,
        order.caller().subject(),
        at);
  }

  /** The packets that a recall takes back; none when it is none. */
  private List<String> makeWay(Order order, Messages service, Instant at) {
    MessageKind kind = order.wish().kind();
    List<PacketRows.Row> earlier = packets.ofOrder(order.now().id());
    if (kind == MessageKind.DOCUMENTS || kind == MessageKind.RECALL) {
      // What of an earlier packet has not left yet must not come beside the new one.
      earlier.stream()
          .filter(row -> row.kind() == kind && row.state() == PacketState.FAILED)
          .forEach(row -> service.stop(row.packetId(), "replaced"));
    }
    if (kind != MessageKind.RECALL) {
      return List.of();
    }
    if (packets.recallable(order.now().id()).isEmpty()) {
      throw Problem.NOTHING_TO_SEND.at("Task", "nothing to recall");
    }
    earlier.forEach(one -> recalled(one, service, at));
    return earlier.stream()
        .filter(row -> row.kind().fromRequester())
        .map(PacketRows.Row::packetId)
        .toList();
  }

  private static String digest(Wish wish, List<String> documents) {
    return NamedId.of(String.join("|", wish.text(), String.join(",", documents)));
  }

  /** As the receiver will see it: what the one who referred has sent before is not to be used. */
  private void recalled(PacketRows.Row row, Messages service, Instant at) {
    if (!row.kind().fromRequester() || row.state() == PacketState.RECALLED) {
      return;
    }
    service.stop(row.packetId(), "recalled");
    packets.state(row.packetId(), PacketState.RECALLED, at);
    kept.messages(service.packet(row.packetId()))
        .forEach(
            message -> {
              TransmissionResource.became(message, PacketState.RECALLED, at);
              store.update(message);
            });
  }

  /** The order, told by its own Task here or by the Task about what has come. */
  Task order(Caller caller, String taskId) {
    Task task =
        store
            .find(Task.class, taskId)
            .filter(found -> sight.sees(caller, found))
            .orElseThrow(() -> Problem.NOT_FOUND.because(""));
    String kind = OrderResource.kind(task).orElse("");
    if (kind.equals(RECEIVED)) {
      return OrderResource.partOf(task)
          .flatMap(id -> store.find(Task.class, id))
          .orElseThrow(() -> Problem.ORDER_NOT_ACCEPTED.at("Task.partOf", ""));
    }
    if (!kind.equals("fulfill")) {
      throw Problem.ILLEGAL_TRANSITION.at("Task.code", kind);
    }
    return task;
  }

  /** A message has no documents unless it names them; the first packet has all of the need's. */
  private Contents found(Caller caller, Task order, Wish wish) {
    boolean all = wish.kind() == MessageKind.DOCUMENTS;
    Contents found = contents.of(caller, order, wish.documents());
    if (all && found.need().isEmpty()) {
      throw Problem.NOTHING_TO_SEND.at("Task.basedOn", "");
    }
    if (!all && wish.documents().isEmpty()) {
      if (!needsText(wish.kind()) && wish.text().isBlank()) {
        throw Problem.NOTHING_TO_SEND.at("document", "");
      }
      return new Contents(found.need(), found.patient(), found.area(), found.care(), List.of());
    }
    return found;
  }

  private List<String> missing(Wish wish, Contents found) {
    if (wish.kind() != MessageKind.DOCUMENTS) {
      return List.of();
    }
    List<String> missing = files.checklist(found.area(), found.kinds()).missing();
    if (!missing.isEmpty() && !wish.incomplete()) {
      throw Problem.PACKET_INCOMPLETE.at("document", String.join(", ", missing));
    }
    return missing;
  }

  private static boolean needsText(MessageKind kind) {
    return kind == MessageKind.COMPLETION_REQUEST || kind == MessageKind.RECALL;
  }

  private static Packet packet(Order order, PacketFiles.Made made) {
    CaseId caseId = order.now().caseId();
    return new Packet(
        order.counterpart().to().participant(),
        order.counterpart().to().function(),
        caseId,
        SubjectRules.write(caseId, order.wish().kind()),
        made.text(),
        order.found().confidential(),
        made.files(),
        Optional.of(ThreadRules.conversation(caseId)),
        order.counterpart().answers(),
        List.of());
  }

  private Messages service() {
    Messages service = messages.getIfAvailable();
    if (service == null) {
      throw Problem.UNAVAILABLE.because("this node has no access point (vf.sdk.access-point)");
    }
    return service;
  }
}
