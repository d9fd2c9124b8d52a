package se.vardformedling.imports;

import static se.vardformedling.imports.Columns.Column.optional;
import static se.vardformedling.imports.Columns.Column.required;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.identifier.HsaId;
import se.vardformedling.identifier.IdentityScanner.Place;
import se.vardformedling.imports.CatalogueFileResource.Offered;
import se.vardformedling.imports.CatalogueFileResource.Unit;

/** One row a unit and vårdtjänst. */
@Component
class KatalogFile implements FileKind {
  private final Lookups lookups;

  KatalogFile(Lookups lookups) {
    this.lookups = lookups;
  }

  @Override
  public ImportKind kind() {
    return ImportKind.KATALOG;
  }

  @Override
  public Set<String> types() {
    return Set.of("HealthcareService");
  }

  @Override
  public List<Columns.Column> columns() {
    return List.of(
        required("HSA-id").as(Place.KNOWN_IDENTIFIER),
        required("Enhet"),
        required("Vårdtjänst"),
        optional("Organisationsnummer").as(Place.KNOWN_IDENTIFIER),
        optional("Region"),
        optional("Ort"),
        optional("Kommunkod"),
        optional("Latitud"),
        optional("Longitud"),
        optional("Telefon").as(Place.CONTACT_POINT),
        optional("Aktiv"),
        optional("ASA till"),
        optional("BMI från"),
        optional("BMI till"),
        optional("Ålder från"),
        optional("Ålder till"),
        optional("Anestesi"),
        optional("Språk"));
  }

  @Override
  public List<Draft> drafts(List<Cells> rows, Optional<String> region) {
    Lookups.Known known = lookups.known();
    Sender sender = new Sender(region, lookups.regions(region, known));
    Set<String> silent = rows.isEmpty() ? Set.of() : rows.get(0).silent(columns());
    Map<String, Unit> units = new LinkedHashMap<>();
    Map<String, Offering> services = new LinkedHashMap<>();
    for (Cells row : rows) {
      Unit unit = unit(row, known, sender);
      Unit before = units.putIfAbsent(unit.hsaId(), unit);
      if (before != null && !before.sameAs(unit)) {
        row.fault(FaultCode.ROWS_DISAGREE, "HSA-id");
      }
      Unit whose = before == null ? unit : before;
      Offered offered = offered(row, silent);
      String id =
          known
              .service(whose.id(), offered.vardtjanst())
              .orElseGet(() -> CatalogueFileResource.serviceId(whose, offered.vardtjanst()));
      services
          .computeIfAbsent(id, key -> new Offering(row.line(), id, whose, row.said(columns())))
          .add(row, offered);
    }
    List<Draft> drafts = new ArrayList<>();
    for (Unit unit : units.values()) {
      CatalogueFileResource.unit(unit)
          .forEach(resource -> drafts.add(new Draft(unit.line(), resource, silent, said(unit))));
    }
    services.values().forEach(service -> drafts.add(service.draft(silent)));
    return drafts;
  }

  /**
   * Who sends the file.
   *
   * @param region länskod that the sender acts for; empty when for all
   * @param regions länskod of each unit's region, by Organization
   */
  private record Sender(Optional<String> region, Map<String, String> regions) {}

  /** The rows of one service: one for each vårdtjänst that it stands for. */
  private record Offering(
      int line, String id, Unit unit, Map<String, String> said, List<Offered> offered) {

    Offering(int line, String id, Unit unit, Map<String, String> said) {
      this(line, id, unit, said, new ArrayList<>());
    }

    void add(Cells row, Offered one) {
      if (offered.stream().anyMatch(other -> other.vardtjanst().equals(one.vardtjanst()))) {
        row.fault(FaultCode.ROW_TWICE, "Vårdtjänst");
      } else if (!offered.isEmpty() && offered.get(0).disagrees(one)) {
        row.fault(FaultCode.ROWS_DISAGREE, "Vårdtjänst");
      }
      offered.add(one);
    }

    Draft draft(Set<String> silent) {
      return new Draft(line, CatalogueFileResource.service(unit, offered, id), silent, said);
    }
  }

  private static Unit unit(Cells row, Lookups.Known known, Sender sender) {
    String hsaId = row.required("HSA-id").toUpperCase(Locale.ROOT);
    if (!hsaId.isEmpty() && !hsaId(hsaId)) {
      row.fault(FaultCode.CODE_UNKNOWN, "HSA-id");
    }
    String county = row.text("Region").map(AgreementRowRules::county).orElse("");
    String owner = known.regions().getOrDefault(county, "");
    if (!county.isEmpty() && owner.isEmpty()) {
      row.fault(FaultCode.REGION_UNKNOWN, "Region");
    }
    String municipality = municipality(row);
    Optional<String> there = known.unit(hsaId);
    there.ifPresent(
        one ->
            RegionRules.known(
                row, sender.region(), Optional.ofNullable(sender.regions().get(one))));
    RegionRules.said(row, sender.region(), county, municipality, there.isEmpty());
    row.needs("Latitud", "Longitud");
    row.needs("Longitud", "Latitud");
    String id = there.orElse("enhet-" + CatalogueFileResource.slug(hsaId));
    UnitPlaces.Place place =
        known
            .places()
            .getOrDefault(
                id, new UnitPlaces.Place("plats-" + CatalogueFileResource.slug(hsaId), true));
    return new Unit(
        row.line(),
        id,
        place.id(),
        place.own(),
        hsaId,
        row.required("Enhet"),
        row.text("Organisationsnummer").orElse(""),
        owner,
        row.text("Ort").orElse(""),
        municipality,
        position(row, "Latitud", 54, 70),
        position(row, "Longitud", 9, 26),
        row.text("Telefon").orElse(""));
  }

  /** A spreadsheet drops its leading zero. The first two digits are the region's. */
  private static String municipality(Cells row) {
    Optional<String> code =
        row.text("Kommunkod").map(digits -> digits.length() == 3 ? "0" + digits : digits);
    if (code.filter(digits -> !digits.matches("(0[1-9]|1\\d|2[0-5])\\d\\d")).isPresent()) {
      row.fault(FaultCode.CODE_UNKNOWN, "Kommunkod");
    }
    return code.orElse("");
  }

  private static boolean hsaId(String text) {
    try {
      return !new HsaId(text).value().isEmpty();
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static Map<String, String> said(Unit unit) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("HSA-id", unit.hsaId());
    said.put("Enhet", unit.name());
    said.put("Ort", unit.city());
    said.put("Kommunkod", unit.municipality());
    said.put("Telefon", unit.phone());
    said.values().removeIf(String::isEmpty);
    return said;
  }

  /** Within Sweden, or it is a slip. */
  private static @Nullable BigDecimal position(Cells row, String column, int least, int most) {
    BigDecimal degrees = row.decimal(column);
    if (degrees != null && (degrees.doubleValue() < least || degrees.doubleValue() > most)) {
      row.fault(FaultCode.OUT_OF_RANGE, column);
      return null;
    }
    return degrees;
  }

  private Offered offered(Cells row, Set<String> silent) {
    String vardtjanst = row.required("Vårdtjänst");
    if (!vardtjanst.isEmpty() && !lookups.vardtjanst(vardtjanst)) {
      row.fault(FaultCode.CODE_UNKNOWN, "Vårdtjänst");
    }
    List<Offered.Limit> limits = new ArrayList<>();
    limit(limits, "asa", new Cells.Range(null, row.whole("ASA till", 1, 5)));
    limit(limits, "bmi", row.range("BMI från", "BMI till", 10, 80));
    limit(limits, "age", row.range("Ålder från", "Ålder till", 0, 120));
    list(limits, "anaesthesia", row.text("Anestesi"));
    list(limits, "language", row.text("Språk"));
    boolean active = silent.contains("Aktiv") || yes(row);
    return new Offered(vardtjanst, lookups.name(vardtjanst), active, limits);
  }

  /** An empty cell may mean either: where others have an x it would mean no. */
  private static boolean yes(Cells row) {
    row.required("Aktiv");
    return row.yes("Aktiv", true);
  }

  private static void limit(List<Offered.Limit> limits, String code, Cells.Range range) {
    if (range.low() != null || range.high() != null) {
      limits.add(new Offered.Limit(code, range.low(), range.high(), List.of()));
    }
  }

  private static void list(List<Offered.Limit> limits, String code, Optional<String> values) {
    values.ifPresent(
        text -> limits.add(new Offered.Limit(code, null, null, CellRules.several(text))));
  }
}
