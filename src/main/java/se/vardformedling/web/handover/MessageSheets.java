package se.vardformedling.web.handover;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import se.vardformedling.handover.PacketStatus;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;

/** The tables of messages: case IDs and states, never what a message says. */
public final class MessageSheets {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final Words.Say say;
  private final Address address;

  MessageSheets(Words.Say say, Address address) {
    this.say = say;
    this.address = address;
  }

  public String moment(Instant at) {
    return MOMENT.format(at);
  }

  Sheet sent(List<PacketStatus.PacketRow> rows) {
    return sheet(
        "skickat",
        say.the("messages.sent.caption", rows.size()),
        List.of(
            Column.words("arende", say.the("case.id")),
            Column.words("tid", say.the("messages.at")),
            Column.words("slag", say.the("messages.kind")),
            Column.words("till", say.the("messages.to")),
            Column.words("lage", say.the("messages.state")),
            Column.fixed(say.the("messages.parts"))),
        rows.stream()
            .map(
                row ->
                    Sheet.Row.of(
                        Cell.of(row.caseId()),
                        Cell.of(moment(row.sent())),
                        Cell.of(say.code("message-kind", row.kind().code()))
                            .note(
                                row.missing().isEmpty()
                                    ? ""
                                    : say.the("messages.without", kinds(row.missing()))),
                        Cell.of(row.to()),
                        Cell.of(say.the("packet.state." + row.state().code()))
                            .tone(tone(row.state().code())),
                        Cell.of(say.the("messages.count", row.messages().size()))
                            .notes(row.messages().stream().map(this::message).toList())))
            .toList(),
        say.the("messages.sent.none"));
  }

  Sheet received(List<PacketStatus.ArrivalRow> rows) {
    return sheet(
        "inkommet",
        say.the("messages.received.caption", rows.size()),
        List.of(
            Column.fixed(say.the("case.id")),
            Column.fixed(say.the("messages.at")),
            Column.fixed(say.the("messages.kind")),
            Column.fixed(say.the("messages.from")),
            Column.fixed(say.the("messages.state"))),
        rows.stream()
            .map(
                row ->
                    Sheet.Row.of(
                        row.caseId()
                            .map(Cell::of)
                            .orElseGet(() -> Cell.missing(say.the("messages.no-case"))),
                        Cell.of(moment(row.received())),
                        Cell.of(say.code("message-kind", row.kind().code()))
                            .note(
                                row.parts() == 1
                                    ? ""
                                    : say.the("messages.part", row.part(), row.parts())),
                        Cell.of(row.from()),
                        Cell.of(say.the("arrival.state." + row.state()))
                            .tone(row.state().equals("apart") ? "warn" : "")))
            .toList(),
        say.the("messages.received.none"));
  }

  /** The names of kinds of documents that stand with commas between. */
  private String kinds(String codes) {
    return String.join(
        ", ",
        List.of(codes.split(",")).stream().map(code -> say.code("document-kind", code)).toList());
  }

  private String message(PacketStatus.MessageRow row) {
    String state = say.the("message.state." + row.state());
    return row.parts() == 1
        ? state
        : say.the("messages.part", row.part(), row.parts()) + ": " + state;
  }

  private Sheet sheet(
      String name, String caption, List<Column> columns, List<Sheet.Row> rows, String none) {
    return new Sheet(
        name,
        caption,
        columns,
        rows,
        List.of(
            new Sheet.Fact(say.the("about.filters"), address.with("som", "").toString()),
            new Sheet.Fact(say.the("sheet.about"), say.the("messages.about"))),
        address.parameters().getOrDefault("sortera", List.of("")).get(0),
        none,
        address);
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
