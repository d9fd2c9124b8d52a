package se.vardformedling.handover;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.OrderResource;
import se.vardformedling.enclosure.CollectContents;
import se.vardformedling.enclosure.Outline;
import se.vardformedling.enclosure.PacketFiles;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.MessageState;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.StuckMessages;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** What has been sent and has come, for those whose units have to do with it. */
@Component
public class PacketStatuses {
  private static final Set<Role> WORK = Set.of(Role.REMITTENT, Role.MOTTAGARE, Role.JOURNALSYSTEM);
  private final Handovers handovers;
  private final CollectContents contents;
  private final PacketFiles files;
  private final Handovers.Kept kept;
  private final PacketRows packets;
  private final ArrivalRows arrivals;
  private final ObjectProvider<Messages> messages;
  private final ObjectProvider<StuckMessages> stuck;

  PacketStatuses(
      Handovers handovers,
      Handovers.Making making,
      Handovers.Kept kept,
      ArrivalRows arrivals,
      ObjectProvider<Messages> messages,
      ObjectProvider<StuckMessages> stuck) {
    this.handovers = handovers;
    this.contents = making.contents();
    this.files = making.files();
    this.kept = kept;
    this.packets = kept.packets();
    this.arrivals = arrivals;
    this.messages = messages;
    this.stuck = stuck;
  }

  /**
   * Of an order.
   *
   * @param taskId the order's Task here, or the Task about what has come
   */
  public PacketStatus of(Caller caller, String taskId) {
    Task order = handovers.order(caller, taskId);
    String caseId = OrderResource.caseId(order).orElse("");
    Outline found = contents.outline(caller, order);
    return new PacketStatus(
        caseId,
        found.area(),
        files.checklist(found.area(), found.kinds()).lines().stream()
            .map(
                line ->
                    new PacketStatus.Line(
                        line.kind(), line.required(), found.has(line.kind(), line.there())))
            .toList(),
        packets(
            packets.ofOrder(order.getIdElement().getIdPart()).stream()
                .filter(row -> caller.units().contains(row.unit()))
                .toList(),
            true),
        arrivals(
            arrivals.ofCase(caseId).stream()
                .filter(row -> caller.units().contains(row.unit()))
                .toList(),
            true),
        new PacketStatus.Files(found.kinds().size(), found.bytes()));
  }

  /** What the caller's units have sent, the newest first. */
  public List<PacketStatus.PacketRow> sent(Caller caller, Optional<CaseId> caseId, int most) {
    mustWork(caller);
    return packets(packets.newest(caller.units(), caseId.map(CaseId::value), most), false);
  }

  /** What has come to the caller's units, and what nobody knows whose it is. */
  public List<PacketStatus.ArrivalRow> received(Caller caller, Optional<CaseId> caseId, int most) {
    mustWork(caller);
    return arrivals(arrivals.newest(caller.units(), caseId.map(CaseId::value), most), false);
  }

  /** What waits for a person: what the caller's units have sent, and what has come and stuck. */
  public List<PacketStatus.StuckRow> stuck(Caller caller) {
    Messages service = messages.getIfAvailable();
    return service == null
        ? List.of()
        : touchable(caller).stream().map(one -> stuck(service, one)).toList();
  }

  /** How many they are. */
  public int waiting(Caller caller) {
    return touchable(caller).size();
  }

  /** Another's packet is another's to look at; what is no packet's has come to anybody. */
  private List<Messages.Stuck> touchable(Caller caller) {
    mustWork(caller);
    List<Messages.Stuck> open = stuck.stream().flatMap(all -> all.list().stream()).toList();
    Map<String, String> units =
        packets.units(open.stream().map(Messages.Stuck::messageId).toList());
    return open.stream()
        .filter(one -> caller.units().containsAll(named(units, one.messageId())))
        .toList();
  }

  private static List<String> named(Map<String, String> units, String messageId) {
    return Optional.ofNullable(units.get(messageId)).stream().toList();
  }

  /** Sends a failed message again, or opens one again that could not be opened. */
  public void replay(Caller caller, String messageId) {
    mustTouch(caller, messageId);
    packets.ofMessage(messageId).ifPresent(this::mustBeOfUse);
    StuckMessages all = stuck.getObject();
    if (!all.replay(messageId, caller.subject()) && !all.reopen(messageId, caller.subject())) {
      throw Problem.ILLEGAL_TRANSITION.at("message", "it has not failed");
    }
  }

  /** What is taken back, or sent anew in another packet, does not leave any more. */
  private void mustBeOfUse(PacketRows.Row packet) {
    if (packet.state() == PacketState.RECALLED) {
      throw Problem.ILLEGAL_TRANSITION.at("message", "it is recalled");
    }
    if (packets.replaced(packet)) {
      throw Problem.ILLEGAL_TRANSITION.at("message", "another packet has taken its place");
    }
  }

  /** Notes that nothing is left to do about a message. */
  public void settle(Caller caller, String messageId) {
    mustTouch(caller, messageId);
    stuck.getObject().settle(messageId, caller.subject());
  }

  private void mustTouch(Caller caller, String messageId) {
    mustWork(caller);
    if (!mayTouch(caller, messageId)) {
      throw Problem.NOT_FOUND.at("message", "");
    }
  }

  /** What is no packet's has come, and stuck before anybody could tell to whom. */
  private boolean mayTouch(Caller caller, String messageId) {
    return packets
        .ofMessage(messageId)
        .map(packet -> caller.units().contains(packet.unit()))
        .orElse(true);
  }

  static void mustWork(Caller caller) {
    if (!WORK.contains(caller.role()) || caller.units().isEmpty()) {
      throw Problem.ACTOR_NOT_ALLOWED.because("messages");
    }
  }

  private PacketStatus.StuckRow stuck(Messages service, Messages.Stuck one) {
    Optional<Messages.Status> sent = service.find(one.messageId());
    Optional<PacketRows.Row> packet = packets.ofMessage(one.messageId());
    return new PacketStatus.StuckRow(
        one.messageId(),
        one.reason(),
        one.since(),
        packet.map(PacketRows.Row::caseId),
        sent.filter(message -> message.state() == MessageState.FAILED).isPresent(),
        one.reason().equals("dropped") && stuck.getObject().reopenable(one.messageId()),
        packet.map(PacketRows.Row::kind),
        packet.map(PacketStatuses::receiver),
        sent.map(Messages.Status::attempts).orElse(0),
        sent.map(Messages.Status::failure).orElse(""));
  }

  private static PacketStatus.MessageRow message(Messages.Status message) {
    return new PacketStatus.MessageRow(
        message.messageId(),
        message.part(),
        message.parts(),
        message.state().name().toLowerCase(Locale.ROOT),
        message.attempts(),
        message.failure());
  }

  private List<PacketStatus.PacketRow> packets(List<PacketRows.Row> rows, boolean why) {
    Messages service = messages.getIfAvailable();
    Map<String, List<Messages.Status>> sent =
        service == null
            ? Map.of()
            : service.packets(rows.stream().map(PacketRows.Row::packetId).toList());
    return rows.stream()
        .map(row -> packet(row, sent.getOrDefault(row.packetId(), List.of()), why))
        .toList();
  }

  private PacketStatus.PacketRow packet(
      PacketRows.Row row, List<Messages.Status> messages, boolean why) {
    List<PacketStatus.MessageRow> sent = messages.stream().map(PacketStatuses::message).toList();
    return new PacketStatus.PacketRow(
        row.packetId(),
        row.caseId(),
        row.kind(),
        row.state(),
        row.created(),
        receiver(row),
        row.missing(),
        why && row.kind() == MessageKind.RECALL
            ? kept.text(sent.stream().map(PacketStatus.MessageRow::messageId).toList())
            : "",
        sent);
  }

  private static String receiver(PacketRows.Row row) {
    return row.toUnit().isEmpty() ? row.to().participant() : row.toUnit();
  }

  private List<PacketStatus.ArrivalRow> arrivals(List<ArrivalRows.Row> rows, boolean why) {
    return rows.stream()
        .map(
            row ->
                arrival(
                    row,
                    rows.stream().anyMatch(other -> takesBack(other, row)),
                    why && row.kind() == MessageKind.RECALL
                        ? kept.text(List.of(row.arrivalId()))
                        : ""))
        .toList();
  }

  /** Of the same sender, about the same case. */
  private static boolean takesBack(ArrivalRows.Row recall, ArrivalRows.Row row) {
    return recall.state().equals("filed")
        && row.caseId().isPresent()
        && recall.caseId().equals(row.caseId())
        && recall.sender().equals(row.sender())
        && RecallRules.takesBack(recall.told(), row.told());
  }

  private static PacketStatus.ArrivalRow arrival(
      ArrivalRows.Row row, boolean recalled, String why) {
    return new PacketStatus.ArrivalRow(
        row.arrivalId(),
        row.caseId(),
        row.kind(),
        row.state(),
        row.reason(),
        row.received(),
        row.sender(),
        row.part(),
        row.parts(),
        row.taskId(),
        recalled,
        why);
  }
}
