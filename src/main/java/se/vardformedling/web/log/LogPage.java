package se.vardformedling.web.log;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.audit.LogReview;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Pages;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Logg: who saw or did what, when and why; a sample, an extract for a case. */
@Controller
class LogPage {
  private static final int PAGE = 200;
  private static final Duration SAMPLED = Duration.ofDays(30);
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(SWEDEN);
  private final LogReview log;
  private final Words words;
  private final Clock clock;

  LogPage(LogReview log, Words words, Clock clock) {
    this.log = log;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/logg")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    LogReview.Found found = log.find(Caller.current(), question(address));
    Sheet sheet = sheet(found, address, say);
    String format = address.said("som");
    if (Exports.known(format)) {
      return Exports.file(sheet, format, say.the("sheet.about"));
    }
    model.addAttribute("log", sheet);
    model.addAttribute("pages", Pages.of(address, sampled(address) ? 0 : found.total(), PAGE));
    model.addAttribute(
        "ignored",
        Stream.of("fran", "till")
            .filter(name -> text(address, name).isPresent() && day(address, name, 0).isEmpty())
            .map(name -> say.the("ignored.log." + name))
            .toList());
    for (String name : List.of("till", "vem", "arende", "stickprov")) {
      model.addAttribute(name, text(address, name).orElse(""));
    }
    model.addAttribute(
        "fran",
        text(address, "fran")
            .or(() -> from(address).map(first -> LocalDate.ofInstant(first, SWEDEN).toString()))
            .orElse(""));
    return "web/log";
  }

  /** A page, or all that a file holds; a sample is one page, drawn anew each time. */
  private LogReview.Question question(Address address) {
    boolean file = Exports.known(address.said("som"));
    boolean sample = sampled(address);
    return new LogReview.Question(
        from(address),
        day(address, "till", 1),
        text(address, "vem"),
        text(address, "arende"),
        sample,
        file && !sample ? LogReview.MOST : PAGE,
        file || sample ? 0 : (Pages.asked(address) - 1) * PAGE);
  }

  private static boolean sampled(Address address) {
    return text(address, "stickprov").isPresent();
  }

  private static Sheet sheet(LogReview.Found found, Address address, Say say) {
    return Table.<LogReview.Line>named("logg", say)
        .words("tid", "log.at", line -> Cell.of(MOMENT.format(line.at())))
        .words(
            "vem",
            "log.who",
            line ->
                Cell.of(line.subject())
                    .note(say.the("role." + line.role()))
                    .note(line.unit())
                    .note(line.commission())
                    .note(line.recipient().isEmpty() ? "" : "→ " + line.recipient()))
        .words(
            "atgard",
            "log.action",
            line -> Cell.of(LogWords.of(line.action(), say)).note(line.action()))
        .words("arende", "case.id", LogPage::cases)
        .words("uppgift", "log.entities", line -> entities(line, say))
        .words("syfte", "log.purpose", line -> Cell.of(say.code("access-purpose", line.purpose())))
        .words(
            "utfall",
            "log.outcome",
            line ->
                Cell.of(say.the("log.outcome." + line.outcome()))
                    .tone(line.outcome().equals("done") ? "" : "warn"))
        .empty("log.none")
        .fact(say.the("log.extent"), address.with("som", "").toString())
        .fact(say.the("sheet.about"), say.the("log.about"))
        .of(found.lines(), say.the("log.caption", found.lines().size(), found.total()), address);
  }

  private static Cell cases(LogReview.Line line) {
    List<String> ids = line.caseIds();
    return ids.isEmpty()
        ? Cell.missing("–")
        : Cell.of(ids.get(0)).notes(ids.subList(1, ids.size()));
  }

  private static Cell entities(LogReview.Line line, Say say) {
    List<String> entities = line.entities();
    return entities.isEmpty()
        ? Cell.missing("–")
        : Cell.of(entities.get(0))
            .note(entities.size() > 1 ? say.the("log.more", entities.size() - 1) : "");
  }

  private static Optional<String> text(Address address, String name) {
    return Optional.of(address.said(name)).filter(said -> !said.isEmpty());
  }

  /** A sample is of some days: where its first is not said, of thirty. */
  private Optional<Instant> from(Address address) {
    Optional<Instant> said = day(address, "fran", 0);
    return said.isPresent() || !sampled(address)
        ? said
        : Optional.of(day(address, "till", 1).orElse(clock.instant()).minus(SAMPLED));
  }

  /** A day that makes no sense narrows nothing, and is told. */
  private static Optional<Instant> day(Address address, String name, int later) {
    try {
      return text(address, name)
          .map(LocalDate::parse)
          .map(day -> day.plusDays(later).atStartOfDay(SWEDEN).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
