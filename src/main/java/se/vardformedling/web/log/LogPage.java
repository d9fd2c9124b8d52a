package se.vardformedling.web.log;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import se.vardformedling.audit.LogReview;
import se.vardformedling.security.Caller;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Logg: who saw or did what, when and why; a sample, an extract for a case. */
@Controller
class LogPage {
  private static final int MOST = 200;
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(SWEDEN);
  private final LogReview log;
  private final Words words;

  LogPage(LogReview log, Words words) {
    this.log = log;
    this.words = words;
  }

  @GetMapping("/app/logg")
  Object list(HttpServletRequest request, Model model, Locale locale) {
    Address address = Address.of(request.getRequestURI(), request.getParameterMap());
    Say say = words.in(locale);
    LogReview.Found found =
        log.find(
            Caller.current(),
            new LogReview.Question(
                day(address, "fran", 0),
                day(address, "till", 1),
                text(address, "vem"),
                text(address, "arende"),
                text(address, "stickprov").isPresent(),
                MOST));
    Sheet sheet = sheet(found, address, say).sorted(locale);
    String format = text(address, "som").orElse("");
    if (Exports.known(format)) {
      return Exports.file(sheet, format, say.the("sheet.about"));
    }
    model.addAttribute("log", sheet);
    for (String name : List.of("fran", "till", "vem", "arende", "stickprov")) {
      model.addAttribute(name, text(address, name).orElse(""));
    }
    return "web/log";
  }

  private static Sheet sheet(LogReview.Found found, Address address, Say say) {
    List<Column> columns =
        List.of(
            Column.words("tid", say.the("log.at")),
            Column.words("vem", say.the("log.who")),
            Column.words("atgard", say.the("log.action")),
            Column.words("arende", say.the("case.id")),
            Column.words("uppgift", say.the("log.entities")),
            Column.words("syfte", say.the("log.purpose")),
            Column.words("utfall", say.the("log.outcome")));
    List<Sheet.Row> rows = found.lines().stream().map(line -> row(line, say)).toList();
    String caption = say.the("log.caption", rows.size(), found.total());
    List<Sheet.Fact> about = new ArrayList<>();
    about.add(new Sheet.Fact(say.the("about.filters"), address.with("som", "").toString()));
    about.add(new Sheet.Fact(say.the("sheet.about"), say.the("log.about")));
    return new Sheet(
        "logg",
        caption,
        columns,
        rows,
        about,
        text(address, "sortera").orElse(""),
        say.the("log.none"),
        address);
  }

  private static Sheet.Row row(LogReview.Line line, Say say) {
    List<String> entities = line.entities();
    return Sheet.Row.of(
        Cell.of(MOMENT.format(line.at())),
        Cell.of(line.subject()).note(say.the("role." + line.role())).note(line.unit()),
        Cell.of(line.action()),
        line.caseIds().isEmpty()
            ? Cell.missing("–")
            : Cell.of(line.caseIds().get(0))
                .notes(line.caseIds().subList(1, line.caseIds().size())),
        entities.isEmpty()
            ? Cell.missing("–")
            : Cell.of(entities.get(0))
                .note(entities.size() > 1 ? say.the("log.more", entities.size() - 1) : ""),
        Cell.of(line.purpose()),
        Cell.of(say.the("log.outcome." + line.outcome()))
            .tone(line.outcome().equals("done") ? "" : "warn"));
  }

  private static Optional<String> text(Address address, String name) {
    List<String> values = address.parameters().getOrDefault(name, List.of());
    return values.stream().findFirst().map(String::strip).filter(v -> v.length() <= 80);
  }

  /** A day that makes no sense narrows nothing. */
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
