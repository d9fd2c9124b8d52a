package se.vardformedling.web.waits;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import se.vardformedling.catalogue.Catalogue;
import se.vardformedling.catalogue.Units;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.terminology.Terms;
import se.vardformedling.waitingtime.Wait;
import se.vardformedling.waitingtime.WaitFigure;
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
  private final Catalogue catalogue;
  private final Units units;
  private final Terms terms;
  private final Words words;
  private final Clock clock;

  WaitsPage(
      WaitingTimes waits, Catalogue catalogue, Units units, Terms terms, Words words, Clock clock) {
    this.catalogue = catalogue;
    this.units = units;
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
    WaitSheets sheets = new WaitSheets(say);
    Sheet sheet = sheets.table(table, asked);
    if (Exports.known(asked.file())) {
      return Exports.file(sheet, asked.file(), say.the("sheet.about"));
    }
    model.addAttribute("asked", asked);
    model.addAttribute(
        "ignored", asked.ignored().stream().map(name -> say.the("ignored.waits." + name)).toList());
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
    Optional<WaitTable.Row> row = row(asked, service, today);
    String name = row.map(WaitTable.Row::name).orElseGet(() -> name(service, asked));
    Optional<WaitFigure> performed = row.map(WaitTable.Row::performed);
    List<Wait> own = WaitRules.about(asked.vardtjanst(), waits.medians(List.of(service)));
    WaitSeries series = waits.series(asked.vardtjanst(), service, asked.source(), today);
    WaitSheets sheets = new WaitSheets(say);
    Address address = asked.address();
    Sheet months = sheets.months(series, name, address.firstTable());
    Sheet more =
        new MoreSheet(say)
            .of(
                name,
                known(row, waits.visits(asked.vardtjanst(), service, today)),
                sheets.about(performed),
                address.table("fler"));
    Optional<ResponseEntity<byte[]>> file =
        Exports.asked(address, say.the("sheet.about"), months, more);
    if (file.isPresent()) {
      return file.get();
    }
    model.addAttribute("name", name);
    model.addAttribute("what", say.code("vardtjanst", asked.vardtjanst()));
    model.addAttribute("source", sheets.source(series));
    model.addAttribute("chart", series.months().isEmpty() ? "" : sheets.chart(series, name));
    model.addAttribute("months", months);
    model.addAttribute("more", more);
    model.addAttribute(
        "expected",
        Expectation.say(say, own, today, performed.map(WaitFigure::synthetic).orElse(false)));
    model.addAttribute("estimates", Expectation.estimates(say, own, today));
    model.addAttribute("asked", asked);
    return "web/waits-unit";
  }

  /** By clock. */
  private static List<WaitFigure> known(Optional<WaitTable.Row> row, Optional<WaitFigure> visits) {
    return Stream.of(row.map(WaitTable.Row::performed), row.flatMap(WaitTable.Row::waiting), visits)
        .flatMap(Optional::stream)
        .toList();
  }

  /** Of a service that no source has heard of; nothing of what is none of the vårdtjänst. */
  private String name(String service, Asked asked) {
    return Optional.of(service)
        .filter(id -> catalogue.standsFor(id, asked.vardtjanst()))
        .flatMap(catalogue::ownerOf)
        .map(unit -> units.names(List.of(unit)).getOrDefault(unit, unit))
        .orElseThrow(() -> Problem.NOT_FOUND.because(""));
  }

  private Optional<WaitTable.Row> row(Asked asked, String service, LocalDate today) {
    Asked units = new Asked(asked.address().with("niva", "enhet").with("minst", ""));
    return waits.table(units.question(), today).rows().stream()
        .filter(row -> row.place().equals(service))
        .findFirst();
  }

  /** Figures are masked before they are kept, so whoever is somebody may read them. */
  private static void admit() {
    if (Caller.current().role() == Role.ANONYMOUS) {
      throw Problem.ACTOR_NOT_ALLOWED.because("waits");
    }
  }
}
