package se.vardformedling.web.cases;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import se.vardformedling.referral.CaseList.Line;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** Cases as a table: no name, no number, nothing that identifies a patient. */
final class CaseSheets {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
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
        .figures(
            "kvar", "case.left", line -> left(line.daysLeft(), line.due().map(Object::toString)))
        .words(
            "lage",
            "case.state",
            line ->
                Cell.of(state(line)).note(line.step() > 0 ? say.the("step." + line.step()) : ""))
        .figures("vantarpa", "case.turn", this::turn)
        .words("ansvarig", "case.handler", this::handler)
        .words("svar", "case.answers", this::answers)
        .figures("vantat", "case.waited", this::waited)
        .words("fran", "case.from", line -> Cell.of(line.requester()))
        .words("sedan", "case.since", CaseSheets::since)
        .empty("case.none")
        .fact(say.the("about.taken"), moment(now))
        .fact(say.the("case.left"), say.the("case.left.what"))
        .fact(say.the("case.turn"), say.the("case.turn.what"))
        .chosenBy(Line::caseId)
        .of(lines, caption, address);
  }

  private Cell waited(Line line) {
    return line.waitedDays()
        .map(days -> Cell.of(say.days(days), days))
        .orElseGet(() -> Cell.missing("–"));
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

  private static Cell since(Line line) {
    return line.since().map(at -> Cell.of(moment(at))).orElseGet(() -> Cell.missing("–"));
  }

  private String state(Line line) {
    return say.code("case-state", line.state().code());
  }

  private Cell answers(Line line) {
    if (line.asked() == 0 && line.accepted() == 0) {
      return Cell.missing("–");
    }
    Cell cell = Cell.of(say.the("case.answers.asked", line.asked()));
    return line.accepted() == 0
        ? cell
        : Cell.of(say.the("case.answers.accepted", line.accepted()))
            .tone("good")
            .note(say.the("case.answers.asked", line.asked()));
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
