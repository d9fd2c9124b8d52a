package se.vardformedling.web.waits;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;
import se.vardformedling.waitingtime.WaitRules;
import se.vardformedling.waitingtime.WaitSeries;
import se.vardformedling.waitingtime.WaitTable;
import se.vardformedling.waitingtime.WaitingTimes;
import se.vardformedling.web.Regions;
import se.vardformedling.web.chart.ShadedMap;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Exports;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.words.Words;
import se.vardformedling.web.words.Words.Say;

/** Lägesbild: the table beside the map, and one unit over eighteen months. */
@Controller
class WaitsPage {
  private final WaitingTimes waits;
  private final Terms terms;
  private final Words words;
  private final Clock clock;

  WaitsPage(WaitingTimes waits, Terms terms, Words words, Clock clock) {
    this.waits = waits;
    this.terms = terms;
    this.words = words;
    this.clock = clock;
  }

  @GetMapping("/app/lagesbild")
  Object picture(HttpServletRequest request, Model model, Locale locale) {
    admit();
    Asked asked = new Asked(Address.of(request.getRequestURI(), request.getParameterMap()));
    LocalDate today = LocalDate.now(clock);
    WaitTable table = waits.table(asked.question(), today);
    Say say = words.in(locale);
    WaitSheets sheets = new WaitSheets(say, today);
    Sheet sheet = sheets.table(table, asked);
    if (Exports.known(asked.file())) {
      return Exports.file(sheet, asked.file(), say.the("sheet.about"));
    }
    model.addAttribute("asked", asked);
    model.addAttribute("care", terms.all(Canonical.codeSystem("vardtjanst")));
    model.addAttribute("regions", Regions.all().entrySet());
    model.addAttribute("table", sheet);
    model.addAttribute("slices", table.slices());
    model.addAttribute("sources", table.sources());
    model.addAttribute("say", say);
    model.addAttribute("nation", table.nation().map(sheets::median).orElse(null));
    if (!asked.byUnit() && !table.rows().isEmpty()) {
      model.addAttribute("map", ShadedMap.of(sheets.map(table, asked), say.the("waits.map"), say));
    }
    return "web/waits";
  }

  @GetMapping("/app/lagesbild/enhet/{service}")
  Object unit(
      @PathVariable String service, HttpServletRequest request, Model model, Locale locale) {
    admit();
    Asked asked = new Asked(Address.of(request.getRequestURI(), request.getParameterMap()));
    LocalDate today = LocalDate.now(clock);
    Say say = words.in(locale);
    WaitTable.Row row = row(asked, service, today);
    WaitSeries series = waits.series(asked.vardtjanst(), service, asked.source(), today);
    WaitSheets sheets = new WaitSheets(say, today);
    Address address = asked.address();
    Sheet months = sheets.months(series, row.name(), address.firstTable());
    Sheet more =
        new MoreSheet(say)
            .of(
                row,
                waits.visits(asked.vardtjanst(), service, today),
                sheets.about(Optional.of(row.performed())),
                address.table("fler"));
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(address, say.the("sheet.about"), months, more);
    if (file.isPresent()) {
      return file.get();
    }
    model.addAttribute("name", row.name());
    model.addAttribute("what", say.code("vardtjanst", asked.vardtjanst()));
    model.addAttribute("source", sheets.source(series));
    model.addAttribute("chart", sheets.chart(series, row.name()));
    model.addAttribute("months", months);
    model.addAttribute("more", more);
    model.addAttribute(
        "expected",
        Expectation.say(
            say,
            WaitRules.about(asked.vardtjanst(), waits.medians(List.of(service))),
            today,
            row.performed().synthetic()));
    model.addAttribute("asked", asked);
    return "web/waits-unit";
  }

  private WaitTable.Row row(Asked asked, String service, LocalDate today) {
    Asked units = new Asked(asked.address().with("niva", "enhet").with("minst", ""));
    return waits.table(units.question(), today).rows().stream()
        .filter(row -> row.place().equals(service))
        .findFirst()
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  /** Figures are masked before they are kept, so whoever is somebody may read them. */
  private static void admit() {
    if (Caller.current().role() == Role.ANONYMOUS) {
      throw Problem.ACTOR_NOT_ALLOWED.because("waits");
    }
  }
}
