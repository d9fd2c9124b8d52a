package se.vardformedling.web.waits;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;
import se.vardformedling.waitingtime.WaitTable;
import se.vardformedling.waitingtime.WaitingTimes;
import se.vardformedling.web.Regions;
import se.vardformedling.web.ResidentsWaits;
import se.vardformedling.web.sheet.Address;
import se.vardformedling.web.sheet.Cell;
import se.vardformedling.web.sheet.Column;
import se.vardformedling.web.sheet.Sheet;
import se.vardformedling.web.sheet.Table;
import se.vardformedling.web.words.Words.Say;

/**
 * How long others have waited, for anybody to read: regions only, and figures that were masked
 * before they were kept.
 */
@Component
class OpenWaits implements ResidentsWaits {
  private final WaitingTimes waits;
  private final Terms terms;
  private final Clock clock;

  OpenWaits(WaitingTimes waits, Terms terms, Clock clock) {
    this.waits = waits;
    this.terms = terms;
    this.clock = clock;
  }

  @Override
  public List<Care> care(Address address, Locale language) {
    String chosen = asked(address).vardtjanst();
    return terms.all(Canonical.codeSystem("vardtjanst")).stream()
        .map((Concept c) -> new Care(c.code(), c.display(language), c.code().equals(chosen)))
        .toList();
  }

  /** The median of the last 90 days in each region, and how many of a hundred were in time. */
  @Override
  public Sheet sheet(Address address, Say say) {
    Asked asked = asked(address);
    LocalDate today = LocalDate.now(clock);
    WaitTable table = waits.table(asked.question(), today);
    WaitSheets sheets = new WaitSheets(say);
    return Table.<WaitTable.Row>named("vantan", say)
        .words(
            "plats",
            "find.region.column",
            row -> Cell.of(Regions.name(row.place()).orElse(row.name())))
        .column(
            Column.figures("median", say.the("waits.median", asked.days())),
            row -> sheets.median(row.performed()))
        .figures("inom", "waits.share", row -> sheets.share(row.performed().share90()))
        .usually("plats")
        .empty("waits.none")
        .fact(say.the("about.taken"), say.now())
        .fact(say.the("about.wait"), say.the("waits.about"))
        .of(table.rows(), say.the("residents.waits.caption", care(asked, say)), address);
  }

  private static String care(Asked asked, Say say) {
    return say.code("vardtjanst", asked.vardtjanst());
  }

  /** Regions over 90 days, whatever else the address says. */
  private static Asked asked(Address address) {
    return new Asked(new Address("", java.util.Map.of()).with("vard", address.said("vard")));
  }
}
