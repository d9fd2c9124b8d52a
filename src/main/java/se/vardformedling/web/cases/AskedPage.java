package se.vardformedling.web.cases;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.audit.Shown;
import se.vardformedling.referral.UnitTasks;
import se.vardformedling.referral.UnitTasks.Count;
import se.vardformedling.referral.UnitTasks.Line;
import se.vardformedling.referral.UnitTasks.Question;
import se.vardformedling.security.Caller;
import se.vardformedling.web.Regions;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Pages;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** What is asked of the unit, with when it must have answered. */
@Controller
class AskedPage {
  private static final int PAGE = 100;
  private final UnitTasks tasks;
  private final Shown shown;
  private final Words words;
  private final Clock clock;

  AskedPage(UnitTasks tasks, Shown shown, Words words, Clock clock) {
    this.tasks = tasks;
    this.shown = shown;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/fragor")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Question question = new Question(address.said("avslutade").equals("ja"), address.said("sok"));
    List<Line> lines = tasks.of(Caller.current(), question, locale);
    Say say = words.in(locale);
    Count count = tasks.count(Caller.current(), question);
    Sheet all = sheet(lines, caption(question, count, say), address, say);
    Pages pages = Pages.of(address, lines.size(), PAGE);
    boolean file = Exports.known(address.said("som"));
    Sheet sheet = file ? all : all.page(pages, PAGE);
    shown.cases(sheet.rows().stream().map(row -> row.cells().get(0).text()).toList());
    if (file) {
      return Exports.file(sheet, address.said("som"), say.the("sheet.about"));
    }
    model.addAttribute("asked", sheet);
    model.addAttribute("pages", pages);
    model.addAttribute("question", question);
    return "web/asked";
  }

  /**
   * Where one comes who has no part in the case any longer.
   *
   * @param late whether it was so already, and nothing was done
   */
  static String left(boolean late) {
    Done.tell(late ? "late" : "left");
    return "redirect:/app/fragor?avslutade=ja";
  }

  private static String caption(Question question, Count count, Say say) {
    List<String> parts = new ArrayList<>();
    parts.add(say.the("asked.caption", count.open(), count.unanswered()));
    if (question.ended()) {
      parts.add(say.the("asked.ended", count.all() - count.open()));
    }
    if (!question.caseId().isBlank()) {
      parts.add("”" + question.caseId() + "”");
    }
    if (count.all() > UnitTasks.MOST) {
      parts.add(say.the("sheet.cut", UnitTasks.MOST));
    }
    return String.join(" · ", parts);
  }

  private Sheet sheet(List<Line> lines, String caption, Address address, Say say) {
    Instant now = clock.instant();
    return Table.<Line>named("fragor", say)
        .words("arende", "case.id", AskedPage::theCase)
        .words("vad", "asked.kind", line -> Cell.of(line.kind().display()))
        .words("vard", "case.care", line -> Cell.of(line.vardtjanst().display()))
        .words("lage", "case.state", line -> Cell.of(line.state().display()))
        .figures("senast", "asked.ends", line -> ends(line, now, say))
        .words("garanti", "asked.due", AskedPage::due)
        .words("fran", "asked.from", AskedPage::from)
        .words(
            "sedan",
            "case.since",
            line ->
                line.since()
                    .map(at -> Cell.of(CaseSheets.moment(at)))
                    .orElseGet(() -> Cell.missing("–")))
        .empty(address.said("sok").isEmpty() ? "asked.none" : "case.none")
        .fact(say.the("about.taken"), CaseSheets.moment(now))
        .fact(say.the("asked.ends"), say.the("asked.ends.what"))
        .of(lines, caption, address);
  }

  /** It can be opened while the unit has to do with it, or has treated the patient. */
  private static Cell theCase(Line line) {
    Cell id = Cell.of(line.caseId());
    return line.open() || line.state().code().equals("performed")
        ? id.to("/app/arenden/" + line.caseId())
        : id;
  }

  /** Hours are what it is sorted by. */
  private static Cell ends(Line line, Instant now, Say say) {
    if (!line.open() || line.ends().isEmpty()) {
      return Cell.missing("–");
    }
    Duration left = Duration.between(now, line.ends().get());
    long days = left.toDays();
    String words =
        left.isNegative()
            ? say.the("asked.late")
            : days < 2 ? say.the("asked.hours", left.toHours()) : say.the("case.clock.left", days);
    return Cell.of(words, left.toHours())
        .tone(left.isNegative() ? "bad" : days < 2 ? "warn" : "")
        .note(CaseSheets.moment(line.ends().get()));
  }

  private static Cell due(Line line) {
    return line.due().map(day -> Cell.of(day.toString())).orElseGet(() -> Cell.missing("–"));
  }

  private static Cell from(Line line) {
    return Cell.of(line.requester()).note(Regions.name(line.region()).orElse(""));
  }
}
