package se.vardformedling.imports;

import static se.vardformedling.imports.Columns.Column.optional;
import static se.vardformedling.imports.Columns.Column.required;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.IdentityScanner.Place;

/** One row a unit, vårdtjänst and clock: figures that somebody has computed already. */
@Component
class VantetiderFile implements FileKind {
  private static final Map<String, String> CLOCKS =
      Map.of(
          "Genomförda", "performed",
          "Utförda", "performed",
          "Väntande", "waiting",
          "Uppskattad", "reported-estimate");

  private final Lookups lookups;
  private final Clock clock;

  VantetiderFile(Lookups lookups, Clock clock) {
    this.lookups = lookups;
    this.clock = clock;
  }

  @Override
  public ImportKind kind() {
    return ImportKind.VANTETIDER;
  }

  @Override
  public Set<String> types() {
    return Set.of("MeasureReport");
  }

  @Override
  public List<Columns.Column> columns() {
    return List.of(
        required("HSA-id").as(Place.KNOWN_IDENTIFIER),
        required("Vårdtjänst"),
        required("Klocka"),
        required("Period från"),
        required("Period till"),
        required("Median dagar"),
        required("Antal"),
        optional("P90 dagar"));
  }

  @Override
  public List<Draft> drafts(List<Cells> rows, Optional<String> region) {
    Lookups.Known known = lookups.known();
    Map<String, String> regions = lookups.regions(region, known);
    Map<String, Draft> drafts = new LinkedHashMap<>();
    for (Cells row : rows) {
      known
          .unit(row.text("HSA-id").orElse(""))
          .ifPresent(
              unit -> RegionRules.known(row, region, Optional.ofNullable(regions.get(unit))));
      Draft draft =
          new Draft(
              row.line(),
              WaitFileResource.report(figure(row, known)),
              Set.of(),
              row.said(columns()));
      if (drafts.putIfAbsent(draft.key(), draft) != null) {
        row.fault(FaultCode.ROW_TWICE, "Klocka");
      }
    }
    return new ArrayList<>(drafts.values());
  }

  private WaitFileResource.Figure figure(Cells row, Lookups.Known known) {
    String unit = known.unit(row.required("HSA-id")).orElse("");
    if (unit.isEmpty() && row.text("HSA-id").isPresent()) {
      row.fault(FaultCode.UNIT_UNKNOWN, "HSA-id");
    }
    String vardtjanst = row.required("Vårdtjänst");
    Optional<String> service = known.service(unit, vardtjanst);
    if (!unit.isEmpty() && !vardtjanst.isEmpty() && service.isEmpty()) {
      row.fault(FaultCode.SERVICE_UNKNOWN, "Vårdtjänst");
    }
    row.required("Klocka");
    WaitRowRules.Period period = WaitRowRules.period(row, LocalDate.now(clock));
    WaitRowRules.Days days = WaitRowRules.days(row);
    row.required("Antal");
    return new WaitFileResource.Figure(
        service.orElse(""),
        unit,
        Optional.ofNullable(known.places().get(unit)).map(UnitPlaces.Place::id).orElse(""),
        vardtjanst,
        service.filter(known::several).isPresent(),
        row.code("Klocka", CLOCKS).orElse("performed"),
        period.from(),
        period.to(),
        days.median(),
        days.p90(),
        Optional.ofNullable(row.whole("Antal", 0, 10_000_000)).orElse(0));
  }
}
