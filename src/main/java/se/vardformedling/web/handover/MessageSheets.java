package se.vardformedling.web.handover;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.brokering.UnitNames;
import se.vardformedling.handover.PacketStatus;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words;

/** The tables of messages: case IDs and states, never what a message says. */
public final class MessageSheets {
  /** So many are shown at once. */
  static final int MOST = 200;

  private static final String RECEIVED = "inkommet";
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final Words.Say say;
  private final UnitNames names;
  private final Address address;
  private final Instant now;
  private final Map<String, String> orders;

  MessageSheets(Words.Say say, UnitNames names, Address address, Instant now) {
    this(say, names, address, now, Map.of());
  }

  /**
   * With links to the cases' packets.
   *
   * @param orders the order's Task, by case ID
   */
  MessageSheets(
      Words.Say say, UnitNames names, Address address, Instant now, Map<String, String> orders) {
    this.orders = Map.copyOf(orders);
    this.names = names;
    this.say = say;
    this.address = address;
    this.now = now;
  }

  public String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** Where the documents of the case are; empty if the unit has no order of it. */
  public Optional<String> packet(String caseId) {
    return Optional.ofNullable(orders.get(caseId)).map(task -> "/app/paket/" + task);
  }

  private Cell link(String caseId) {
    Cell cell = Cell.of(caseId);
    return packet(caseId).map(cell::to).orElse(cell);
  }

  /** What could not be told, and whom; empty for what has come. */
  public String what(PacketStatus.StuckRow row) {
    return row.kind().map(kind -> say.code("message-kind", kind.code())).orElse("–");
  }

  public String whom(PacketStatus.StuckRow row) {
    return row.to().map(names::of).orElse("–");
  }

  Sheet sent(List<PacketStatus.PacketRow> rows) {
    return about(
            Table.<PacketStatus.PacketRow>named("skickat", say)
                .words("arende", "case.id", row -> link(row.caseId()))
                .words("tid", "messages.at", row -> Cell.of(moment(row.sent())))
                .words("slag", "messages.kind", this::kind)
                .words("till", "messages.to", row -> Cell.of(names.of(row.to())))
                .words("lage", "messages.state", this::state)
                .figures("delar", "messages.parts", this::parts)
                .empty("messages.sent.none"))
        .of(rows, caption("sent", rows.size()), address.firstTable());
  }

  private Cell kind(PacketStatus.PacketRow row) {
    return Cell.of(say.code("message-kind", row.kind().code()))
        .note(row.missing().isEmpty() ? "" : say.the("messages.without", kinds(row.missing())))
        .note(row.why().isEmpty() ? "" : say.the("messages.why", row.why()));
  }

  private Cell state(PacketStatus.PacketRow row) {
    String state = row.state().code();
    return Cell.of(say.the("packet.state." + state)).tone(tone(state));
  }

  private Cell parts(PacketStatus.PacketRow row) {
    int parts = row.messages().size();
    return Cell.of(say.the("messages.count", parts), parts)
        .notes(row.messages().stream().map(this::message).toList());
  }

  Sheet received(List<PacketStatus.ArrivalRow> rows) {
    return received(rows, "");
  }

  /**
   * What has come.
   *
   * @param other the unit at the other end, where all of it is about one order; empty when not
   */
  Sheet received(List<PacketStatus.ArrivalRow> rows, String other) {
    return about(
            Table.<PacketStatus.ArrivalRow>named(RECEIVED, say)
                .words("arende", "case.id", this::theCase)
                .words("tid", "messages.at", row -> Cell.of(moment(row.received())))
                .words("slag", "messages.kind", this::kind)
                .words(
                    "fran",
                    "messages.from",
                    row -> other.isEmpty() ? Cell.of(row.from()) : Cell.of(other).note(row.from()))
                .words("lage", "messages.state", this::state)
                .empty("messages.received.none"))
        .of(rows, caption("received", rows.size()), address.table(RECEIVED));
  }

  /** There may be more than are shown. */
  private String caption(String which, int rows) {
    return say.the("messages." + which + (rows < MOST ? ".caption" : ".newest"), rows);
  }

  private Cell theCase(PacketStatus.ArrivalRow row) {
    return row.caseId().map(this::link).orElseGet(() -> Cell.missing(say.the("messages.no-case")));
  }

  private Cell kind(PacketStatus.ArrivalRow row) {
    return Cell.of(say.code("message-kind", row.kind().code()))
        .note(row.parts() == 1 ? "" : say.the("messages.part", row.part(), row.parts()))
        .note(row.why().isEmpty() ? "" : say.the("messages.why", row.why()));
  }

  private Cell state(PacketStatus.ArrivalRow row) {
    if (row.recalled()) {
      return Cell.of(say.the("packet.state.recalled")).tone("bad");
    }
    return Cell.of(say.the("arrival.state." + row.state()))
        .tone(row.state().equals("apart") ? "warn" : "");
  }

  private <R> Table<R> about(Table<R> table) {
    return table
        .fact(say.the("about.taken"), moment(now))
        .fact(say.the("sheet.about"), say.the("messages.about"));
  }

  /** The names of kinds of documents that stand with commas between. */
  private String kinds(String codes) {
    return String.join(
        ", ",
        List.of(codes.split(",")).stream().map(code -> say.code("document-kind", code)).toList());
  }

  private String message(PacketStatus.MessageRow row) {
    String state =
        say.the("message.state." + row.state())
            + (row.failure().isEmpty() ? "" : " (" + row.failure() + ")");
    return row.parts() == 1
        ? state
        : say.the("messages.part", row.part(), row.parts()) + ": " + state;
  }

  private static String tone(String state) {
    return switch (state) {
      case "delivered" -> "good";
      case "failed" -> "bad";
      case "recalled" -> "quiet";
      default -> "";
    };
  }
}
