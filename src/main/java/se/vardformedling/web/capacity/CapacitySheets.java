package se.vardformedling.web.capacity;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import se.vardformedling.capacity.Announcement;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Announcements in words and as a table. */
final class CapacitySheets {
  static final String PATH = "/app/kapacitet";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneId.of("Europe/Stockholm"));

  private final Say say;
  private final Instant now;
  private final Map<String, String> names;

  /**
   * Sheets with the names of who announces.
   *
   * @param names by Organization
   */
  CapacitySheets(Say say, Instant now, Map<String, String> names) {
    this.say = say;
    this.now = now;
    this.names = names;
  }

  Sheet list(List<Announcement> announcements, Address address) {
    String caption = say.the("capacity.caption", announcements.size());
    return Table.<Announcement>named("ledig-kapacitet", say)
        .words("slag", "capacity.kind", this::kind)
        .words("vard", "case.care", a -> Cell.of(say.code("vardtjanst", a.vardtjanst())))
        .figures("platser", "capacity.places", this::places)
        .words("vem", "capacity.who", a -> who(a))
        .words("publicerad", "capacity.from", a -> Cell.of(DAY.format(a.from())))
        .words("upphor", "capacity.to", a -> ends(a))
        .words("villkor", "capacity.text", a -> a.text().map(Cell::of).orElse(Cell.missing("–")))
        .empty("capacity.none")
        .facts(about())
        .of(announcements, caption, address);
  }

  private Cell kind(Announcement one) {
    String kind = say.the("capacity.kind." + one.kind());
    String care = say.code("vardtjanst", one.vardtjanst());
    return Cell.of(kind)
        .to(PATH + "/" + one.taskId(), kind + ": " + care + ", " + name(one.requesterId()));
  }

  private Cell places(Announcement one) {
    Cell left = Cell.of(say.number(one.remaining(), 0), one.remaining());
    return one.remaining() == one.quantity()
        ? left
        : left.note(say.the("capacity.of", one.quantity()));
  }

  private Cell who(Announcement one) {
    return Cell.of(name(one.requesterId())).note(audience(one));
  }

  private Cell ends(Announcement one) {
    long days = java.time.Duration.between(now, one.to()).toDays();
    return Cell.of(last(one)).tone(days <= 3 ? "warn" : "");
  }

  /** The last whole day: an announcement ends when the next begins. */
  String last(Announcement one) {
    return DAY.format(one.to().minusSeconds(1));
  }

  String first(Announcement one) {
    return DAY.format(one.from());
  }

  String name(String organization) {
    return names.getOrDefault(organization, "");
  }

  String audience(Announcement one) {
    return one.audience().isEmpty()
        ? say.the("capacity.to-all")
        : one.audience().stream()
            .map(code -> Regions.name(code).orElse(code))
            .collect(Collectors.joining(", "));
  }

  private List<Fact> about() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(say.the("about.taken"), say.now()));
    facts.add(new Fact(say.the("capacity.to"), say.the("capacity.about")));
    return facts;
  }
}
