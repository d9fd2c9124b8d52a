package se.vardformedling.web.outreach;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import se.vardformedling.outreach.CallList;
import se.vardformedling.outreach.CallList.Call;
import se.vardformedling.outreach.CallList.Line;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/** The call list as a table: no name, no number, nothing that identifies a patient. */
public final class CallSheets {
  static final String PATH = "/app/ringlista";
  private static final int SOON = 14;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Europe/Stockholm"));
  private final Say say;

  CallSheets(Say say) {
    this.say = say;
  }

  Sheet list(CallList.Listed listed, int within, Instant now, Address address) {
    List<Line> lines = listed.lines();
    return Table.<Line>named("ringlista", say)
        .words("vard", "case.care", this::patient)
        .figures("kvar", "case.left", this::left)
        .figures(
            "vantat",
            "case.waited",
            line -> Cell.of(say.days(line.waitedDays()), line.waitedDays()))
        .words(
            "arende",
            "case.id",
            line ->
                line.caseId()
                    .map(Cell::of)
                    .orElseGet(() -> Cell.missing(say.the("calls.unregistered"))))
        .words("lage", "case.state", line -> Cell.of(state(line)))
        .words(
            "samtal",
            "calls.last",
            line ->
                line.last()
                    .map(call -> Cell.of(outcome(call)).note(moment(call.at())))
                    .orElseGet(() -> Cell.missing(say.the("calls.never"))))
        .empty("calls.none")
        .fact(say.the("about.taken"), moment(now))
        .fact(say.the("case.left"), say.the("calls.left.what"))
        .fact(say.the("calls.unclocked.label"), say.number(listed.unclocked().size(), 0))
        .of(lines, say.the("calls.caption", lines.size(), within), address);
  }

  /** The care, the words of the referral if they are others, and what tells it from the next. */
  private Cell patient(Line line) {
    String which =
        say.the("calls.which", line.needId().substring(0, Math.min(8, line.needId().length())));
    Cell cell = Cell.of(care(line)).to(PATH + "/" + line.needId(), care(line) + ", " + which);
    return line.care().equals("–") || line.care().equals(care(line))
        ? cell.note(which)
        : cell.note(line.care()).note(which);
  }

  public String care(Line line) {
    return care(line.vardtjanst(), line.care());
  }

  private String care(Optional<String> vardtjanst, String words) {
    return vardtjanst.map(code -> say.code("vardtjanst", code)).orElse(words);
  }

  /** Which referrals have no clock: the care, and what the journal system finds them by. */
  List<String> unclocked(List<CallList.Unclocked> all) {
    return all.stream()
        .map(one -> care(one.vardtjanst(), one.care()) + ", " + one.needId())
        .toList();
  }

  public String state(Line line) {
    return line.state().map(code -> say.code("case-state", code)).orElse("–");
  }

  public String outcome(Call call) {
    return say.the("calls.outcome." + call.outcome());
  }

  public String moment(Instant at) {
    return MOMENT.format(at);
  }

  public Cell left(Line line) {
    int days = line.daysLeft();
    String words =
        days < 0
            ? say.the("case.clock.over", -days)
            : say.the(days == 0 ? "case.clock.today" : "case.clock.left", days);
    return Cell.of(words, days)
        .tone(days < 0 ? "bad" : days <= SOON ? "warn" : "")
        .note(line.due().toString());
  }
}
