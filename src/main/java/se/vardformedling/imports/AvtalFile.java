package se.vardformedling.imports;

import static se.vardformedling.imports.Columns.Column.optional;
import static se.vardformedling.imports.Columns.Column.required;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Contract;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.IdentityScanner.Place;
import se.vardformedling.imports.AgreementFileResource.Agreement;
import se.vardformedling.imports.AgreementFileResource.Line;

/**
 * One row an agreement and vårdtjänst; what is about the whole agreement is the same on its rows.
 */
@Component
class AvtalFile implements FileKind {
  private static final Map<String, String> TYPES =
      Map.of(
          "Egen produktion", "own-production",
          "Regionalt avtal", "regional",
          "Riksavtal", "national",
          "Upphandlat", "contracted",
          "Lånat avtal", "borrowed",
          "Ramavtal", "framework");
  private static final Map<String, String> SCOPES =
      Map.of(
          "Namngivna", "named",
          "Namngivna regioner", "named",
          "Samverkansregion", "cooperation-region",
          "Samverkansregionen", "cooperation-region",
          "Storregion", "cooperation-region",
          "Alla", "all",
          "Alla regioner", "all");
  private static final Map<String, String> MODELS =
      Map.of(
          "Fast pris", "fixed-price",
          "DRG", "drg-points",
          "DRG-poäng", "drg-points",
          "Abonnemang", "subscription",
          "Självkostnad", "cost-based",
          "KPP", "cost-based");
  private static final Map<String, String> REACHED = Map.of("Stopp", "stop", "Meddela", "notify");
  private static final Map<String, String> BASES =
      Map.of("Faktisk kostnad", "actual-cost", "KPP", "actual-cost", "Prislista", "price-list");

  /** Columns of one vårdtjänst of an agreement; the others are about the whole of it. */
  private static final Set<String> OF_A_LINE =
      Set.of(
          "Vårdtjänst",
          "Ersättningsmodell",
          "Pris",
          "DRG-vikt",
          "Uppräkning",
          "Index",
          "Indexdag",
          "Fast andel",
          "Abonnemangsbelopp",
          "Ytterfallsgräns",
          "Ytterfallstak",
          "Ytterfall betalas efter",
          "Takvolym",
          "Vid tak",
          "Skäl");

  private final Lookups lookups;

  AvtalFile(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public ImportKind kind() {
    return ImportKind.AVTAL;
  }

  @Override
  public Set<String> types() {
    return Set.of("Contract");
  }

  @Override
  public List<Columns.Column> columns() {
    return List.of(
        required("Avtalsnummer"),
        required("Avtalstyp"),
        required("Beställare"),
        required("Utförare").as(Place.KNOWN_IDENTIFIER),
        required("Gäller från"),
        required("Vårdtjänst"),
        optional("Gäller till"),
        optional("Avropsrätt"),
        optional("Avropande regioner"),
        optional("Option till"),
        optional("Option senast"),
        optional("Ersättningsmodell"),
        optional("Pris"),
        optional("DRG-vikt"),
        optional("Uppräkning"),
        optional("Index"),
        optional("Indexdag"),
        optional("Fast andel"),
        optional("Abonnemangsbelopp"),
        optional("Ytterfallsgräns"),
        optional("Ytterfallstak"),
        optional("Ytterfall betalas efter"),
        optional("Takvolym"),
        optional("Vid tak"),
        optional("Skäl"));
  }

  @Override
  public List<Draft> drafts(List<Cells> rows, Optional<String> region) {
    Lookups.Known known = lookups.known();
    Map<String, Agreement> agreements = new LinkedHashMap<>();
    Map<String, List<Line>> lines = new LinkedHashMap<>();
    Map<String, Map<String, String>> said = new LinkedHashMap<>();
    for (Cells row : rows) {
      Agreement agreement = agreement(row, known, region);
      Agreement before = agreements.putIfAbsent(agreement.key(), agreement);
      if (before != null && !before.withLine(0).equals(agreement.withLine(0))) {
        row.fault(FaultCode.ROWS_DISAGREE, "Avtalsnummer");
      }
      Line line = line(row, known, agreement);
      // After the whole row is read: days are told as they were understood.
      say(row, said.computeIfAbsent(agreement.key(), key -> new LinkedHashMap<>()));
      List<Line> all = lines.computeIfAbsent(agreement.key(), key -> new ArrayList<>());
      if (all.stream().anyMatch(other -> other.vardtjanst().equals(line.vardtjanst()))) {
        row.fault(FaultCode.ROW_TWICE, "Vårdtjänst");
      }
      if (all.stream().anyMatch(other -> other.otherCapThan(line))) {
        row.fault(FaultCode.ROWS_DISAGREE, "Takvolym");
      }
      all.add(line);
    }
    Set<String> silent = rows.isEmpty() ? Set.of() : rows.get(0).silent(columns());
    Map<String, List<String>> holding = lookups.agreements();
    List<Draft> drafts = new ArrayList<>();
    agreements.forEach(
        (key, agreement) ->
            AgreementFileResource.resources(
                    agreement,
                    lines.getOrDefault(key, List.of()),
                    holding.getOrDefault(key, List.of()))
                .forEach(
                    resource ->
                        drafts.add(
                            draft(agreement, resource, silent, said.getOrDefault(key, Map.of())))));
    return drafts;
  }

  private static Draft draft(
      Agreement agreement, Resource resource, Set<String> silent, Map<String, String> said) {
    return new Draft(
        agreement.line(),
        resource,
        silent,
        resource instanceof Contract ? said : Map.of("Avtalsnummer", agreement.number()));
  }

  /** What is about the agreement once, and then each of its vårdtjänster. */
  private void say(Cells row, Map<String, String> said) {
    row.said(columns())
        .forEach(
            (column, cell) ->
                said.putIfAbsent(
                    OF_A_LINE.contains(column)
                        ? column + ", " + row.text("Vårdtjänst").orElse("")
                        : column,
                    cell));
  }

  private static Agreement agreement(Cells row, Lookups.Known known, Optional<String> region) {
    String county = AgreementRowRules.county(row.required("Beställare"));
    if (!county.isEmpty() && !known.regions().containsKey(county)) {
      row.fault(FaultCode.REGION_UNKNOWN, "Beställare");
    } else if (region.isPresent() && !region.get().equals(county)) {
      row.fault(FaultCode.REGION_NOT_YOURS, "Beställare");
    }
    String provider = known.unit(row.required("Utförare")).orElse("");
    if (provider.isEmpty() && row.text("Utförare").isPresent()) {
      row.fault(FaultCode.UNIT_UNKNOWN, "Utförare");
    }
    row.required("Avtalstyp");
    row.required("Gäller från");
    LocalDate from = row.date("Gäller från");
    LocalDate to = row.date("Gäller till");
    AgreementRowRules.period(row, from, to);
    return new Agreement(
        row.line(),
        row.required("Avtalsnummer"),
        row.code("Avtalstyp", TYPES).orElse("regional"),
        county,
        known.regions().getOrDefault(county, ""),
        provider,
        from == null ? LocalDate.EPOCH : from,
        to,
        row.code("Avropsrätt", SCOPES).orElse("named"),
        AgreementRowRules.entitled(row, known.regions()),
        row.date("Option till"),
        row.date("Option senast"));
  }

  private Line line(Cells row, Lookups.Known known, Agreement agreement) {
    AgreementRowRules.together(row);
    String vardtjanst = row.required("Vårdtjänst");
    Optional<String> service = known.service(agreement.provider(), vardtjanst);
    if (!vardtjanst.isEmpty() && !lookups.vardtjanst(vardtjanst)) {
      row.fault(FaultCode.CODE_UNKNOWN, "Vårdtjänst");
    } else if (!agreement.provider().isEmpty() && service.isEmpty()) {
      row.fault(FaultCode.SERVICE_UNKNOWN, "Vårdtjänst");
    }
    return new Line(
        vardtjanst,
        service.orElse(""),
        row.code("Ersättningsmodell", MODELS).orElse(null),
        amount(row, "Pris"),
        row.notNegative("DRG-vikt", row.decimal("DRG-vikt")),
        row.notNegative("Uppräkning", row.decimal("Uppräkning")),
        row.text("Index").orElse(null),
        row.date("Indexdag"),
        AgreementRowRules.percent(row),
        amount(row, "Abonnemangsbelopp"),
        amount(row, "Ytterfallsgräns"),
        amount(row, "Ytterfallstak"),
        row.code("Ytterfall betalas efter", BASES).orElse("actual-cost"),
        row.whole("Takvolym", 0, 1_000_000),
        row.code("Vid tak", REACHED).orElse("stop"),
        row.text("Skäl").orElse(null));
  }

  private static @Nullable BigDecimal amount(Cells row, String column) {
    return row.notNegative(column, row.number(column));
  }
}
