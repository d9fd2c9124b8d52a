package se.vardformedling.web.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import se.vardformedling.referral.CaseList.Line;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Cases as a table: no name, no number, nothing that identifies a patient. */
final class CaseSheets {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private static final List<String> DOCUMENTS =
      List.of("documents-sent", "documents-received", "confirm-documents");

  /** The care is given: the days are no longer counted, though the case goes on. */
  private static final Set<String> STOPPED = Set.of("performed", "followed-up");

  private final Say say;
  private final Instant now;
  private final String reader;

  CaseSheets(Say say, Instant now) {
    this(say, now, "");
  }

  /**
   * In one language, for one person.
   *
   * @param reader HSA-id of whoever reads them
   */
  CaseSheets(Say say, Instant now, String reader) {
    this.reader = reader;
    this.say = say;
    this.now = now;
  }

  static String moment(Instant at) {
    return MOMENT.format(at);
  }

  /** The list, with what it says of itself. */
  Sheet sheet(String name, List<Line> lines, String caption, Address address) {
    return Table.<Line>named(name, say)
        .words(
            "arende", "case.id", line -> Cell.of(line.caseId()).to("/app/arenden/" + line.caseId()))
        .words("vard", "case.care", line -> Cell.of(line.vardtjanst().display()))
        .figures("kvar", "case.left", this::left)
        .words("lage", "case.state", this::state)
        .ranked("vantarpa", "case.turn", this::turn)
        .words("ansvarig", "case.handler", this::handler)
        .words("fran", "case.from", line -> Cell.of(line.requester()))
        .words("till", "case.to", this::recipient)
        .ranked("handlingar", "case.documents.column", this::documents)
        .empty("case.none")
        .fact(say.the("about.taken"), moment(now))
        .fact(say.the("case.left"), say.the("case.left.what"))
        .fact(say.the("case.turn"), say.the("case.turn.what"))
        .fact(say.the("case.documents.column"), say.the("case.documents.where"))
        .chosenBy(Line::caseId)
        .of(lines, caption, address);
  }

  /** To have at hand when one rings about them: on paper there is room to write. */
  Sheet calls(List<Line> lines, Function<String, String> telephone, Address address) {
    return Table.<Line>named("ringlista", say)
        .words(
            "arende", "case.id", line -> Cell.of(line.caseId()).to("/app/arenden/" + line.caseId()))
        .words("vard", "case.care", line -> Cell.of(line.vardtjanst().display()))
        .figures("kvar", "case.left", this::left)
        .words("lage", "case.state", this::state)
        .words("fran", "case.from", line -> Cell.of(line.requester()))
        .words(
            "telefon", "unit.contact.phone", line -> Cell.of(telephone.apply(line.requesterId())))
        .words("till", "case.to", this::recipient)
        .column(Column.fixed(say.the("case.calls.note")), line -> Cell.of(""))
        .empty("case.calls.none")
        .fact(say.the("about.taken"), moment(now))
        .of(lines, say.the("case.calls.caption", lines.size()), address);
  }

  /** Days are what it is sorted by. */
  private Cell turn(Line line) {
    if (line.turn().isEmpty()) {
      return Cell.missing("–");
    }
    String whose = say.the("case.turn." + line.turn().get().code());
    return line.stillDays()
        .map(days -> Cell.of(whose, days).note(say.the("case.turn.days", days)))
        .orElseGet(() -> Cell.of(whose));
  }

  private Cell handler(Line line) {
    return line.handler()
        .map(
            subject ->
                Cell.of(subject).note(subject.equals(reader) ? say.the("case.handler.me") : ""))
        .orElseGet(() -> Cell.missing(say.the("case.handler.none")));
  }

  private Cell state(Line line) {
    return Cell.of(say.code("case-state", line.state().code()))
        .note(line.step() > 0 ? say.the("step." + line.step()) : "")
        .note(line.since().map(at -> say.the("case.since.at", moment(at))).orElse(""));
  }

  /** Who has the order; before that, what those have answered who were asked. */
  private Cell recipient(Line line) {
    if (line.recipient().isPresent()) {
      return Cell.of(line.recipient().get());
    }
    if (line.asked() == 0 && line.accepted() == 0) {
      return Cell.missing("–");
    }
    String asked = say.the("case.answers.asked", line.asked());
    return line.accepted() == 0
        ? Cell.of(asked)
        : Cell.of(say.the("case.answers.accepted", line.accepted())).tone("good").note(asked);
  }

  private Cell documents(Line line) {
    if (line.documents().isPresent()) {
      String step = line.documents().get();
      return Cell.of(say.the("case.documents.is." + step), DOCUMENTS.indexOf(step) + 1);
    }
    return Cell.missing(line.recipient().isPresent() ? say.the("case.documents.not-yet") : "–");
  }

  private Cell left(Line line) {
    boolean stopped = line.turn().isEmpty() || STOPPED.contains(line.state().code());
    if (stopped) {
      return Cell.missing(say.the("case.clock.stopped"))
          .note(line.due().map(day -> say.the("case.clock.due", day.toString())).orElse(""));
    }
    return left(line.daysLeft(), line.due().map(Object::toString))
        .note(line.waitedDays().map(days -> say.the("case.waited.so-far", days)).orElse(""));
  }

  /** The guarantee's clock in words; colour never says it alone. */
  Cell left(Optional<Integer> daysLeft, Optional<String> due) {
    if (daysLeft.isEmpty()) {
      return Cell.missing(say.the("case.clock.none"));
    }
    int days = daysLeft.get();
    String words =
        days < 0
            ? say.the("case.clock.over", -days)
            : say.the(days == 0 ? "case.clock.today" : "case.clock.left", days);
    String tone = days < 0 ? "bad" : days <= 14 ? "warn" : "";
    return Cell.of(words, days).tone(tone).note(due.orElse(""));
  }
}
