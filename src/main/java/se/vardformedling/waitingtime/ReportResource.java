package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupStratifierComponent;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.waitingtime.FigureRow.Values;
import se.vardformedling.waitingtime.Figures.Edition;

/** Writes the figures of a service as a MeasureReport: one group for each metric. */
final class ReportResource {
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";

  /** What a report's own figures are of; others are strata. */
  private static final List<String> MAIN = List.of("90", FigureSums.NOW);

  private ReportResource() {}

  private record Metric(String code, Function<Values, @Nullable Double> value, boolean share) {}

  private static final List<Metric> METRICS =
      List.of(
          new Metric("median", Values::median, false),
          new Metric("p25", Values::p25, false),
          new Metric("p75", Values::p75, false),
          new Metric("p90", Values::p90, false),
          new Metric("share-90", Values::share90, true),
          new Metric("calendar-median", Values::calendarMedian, false));

  static Map<String, Place> places(List<Place> places) {
    return places.stream().collect(Collectors.toMap(Place::serviceId, place -> place));
  }

  /** A transaction of one report for each service and clock; empty if no unit has reported. */
  static Optional<Bundle> bundle(
      Edition edition, List<Published> rows, Map<String, Place> places, String version) {
    Map<String, List<Published>> reports = new LinkedHashMap<>();
    for (Published row : rows) {
      FigureKey key = row.row().key();
      if (key.level().equals("unit") && places.containsKey(key.place())) {
        reports
            .computeIfAbsent(key.place() + "|" + key.clock(), k -> new java.util.ArrayList<>())
            .add(row);
      }
    }
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.TRANSACTION);
    for (List<Published> report : reports.values()) {
      report.stream()
          .filter(told -> speaks(told.row()))
          .findFirst()
          .ifPresent(
              main -> {
                Place place = places.get(main.row().key().place());
                if (place != null) {
                  List<FigureRow> all = report.stream().map(Published::row).toList();
                  put(bundle, report(edition.from(main.asOf()), main.row(), all, place, version));
                }
              });
    }
    return bundle.hasEntry() ? Optional.of(bundle) : Optional.empty();
  }

  private static boolean speaks(FigureRow row) {
    return MAIN.contains(row.key().span())
        && row.key().slice().equals(FigureKey.ALL)
        && !row.state().equals("missing");
  }

  /** What was told may be used no more: the report stands, and says nothing. */
  static MeasureReport withdrawn(MeasureReport told) {
    MeasureReport report = told.copy();
    report.setId("MeasureReport/" + told.getIdElement().getIdPart());
    report.getGroup().clear();
    report.getExtension().removeIf(e -> e.getUrl().equals(ForecastResource.CALIBRATION));
    return nothing(report);
  }

  /** Makes it a report that says nothing. */
  static MeasureReport nothing(MeasureReport report) {
    report.setStatus(MeasureReport.MeasureReportStatus.PENDING);
    MeasureReportGroupComponent group = group(report, "median");
    IntegerType nobody = new IntegerType();
    nobody.addExtension(ABSENT, new CodeType("not-applicable"));
    group.getPopulationFirstRep().setCountElement(nobody);
    Quantity nothing = new Quantity();
    nothing.addExtension(ABSENT, new CodeType("not-applicable"));
    group.setMeasureScore(nothing);
    return report;
  }

  static void put(Bundle bundle, MeasureReport report) {
    String url = "MeasureReport/" + report.getIdElement().getIdPart();
    bundle
        .addEntry()
        .setFullUrl(Canonical.BASE + "/" + url)
        .setResource(report)
        .getRequest()
        .setMethod(Bundle.HTTPVerb.PUT)
        .setUrl(url);
  }

  /** A report without groups. */
  static MeasureReport head(Edition edition, Place place, String clock, String version) {
    MeasureReport report = new MeasureReport();
    report.setId("MeasureReport/" + place.reportId(clock, edition.source()));
    report
        .setStatus(MeasureReport.MeasureReportStatus.COMPLETE)
        .setType(MeasureReport.MeasureReportType.SUMMARY)
        .setMeasure(Canonical.BASE + "/Measure/wait-" + clock)
        .setSubject(new Reference("Location/" + place.locationId()))
        .setReporter(new Reference("Organization/" + place.unitId()))
        .setDateElement(day(edition.dataAsOf()));
    report.addExtension(
        Canonical.profile("measured-service"),
        new Reference("HealthcareService/" + place.serviceId()));
    report.addExtension(
        Canonical.profile("measured-vardtjanst"),
        new Coding(Canonical.codeSystem("vardtjanst"), place.vardtjanst(), null));
    report.addExtension(Canonical.profile("wait-source"), new CodeType(edition.source()));
    report.addExtension(Canonical.profile("suppression"), new CodeType(version));
    report.addExtension(MaskedReports.parameters(Thresholds.CURRENT));
    Optional.ofNullable(edition.coverage())
        .map(coverage -> BigDecimal.valueOf(coverage).setScale(3, RoundingMode.HALF_UP))
        .ifPresent(
            coverage ->
                report.addExtension(Canonical.profile("wait-coverage"), new DecimalType(coverage)));
    if (edition.synthetic()) {
      report
          .getMeta()
          .addSecurity(
              new Coding(
                  "http://terminology.hl7.org/CodeSystem/v3-ActReason",
                  "HTEST",
                  "test health data"));
    }
    return report;
  }

  private static MeasureReport report(
      Edition edition, FigureRow main, List<FigureRow> rows, Place place, String version) {
    MeasureReport report = head(edition, place, main.key().clock(), version);
    report.getPeriod().setStartElement(day(main.start())).setEndElement(day(main.end()));
    for (Metric metric : METRICS) {
      MeasureReportGroupComponent group = group(report, metric.code());
      group.getPopulationFirstRep().setCountElement(count(main));
      group.setMeasureScore(score(metric, main));
      if (metric.code().equals("median")) {
        strata(group, metric, rows);
      }
    }
    main.values().more().forEach((code, value) -> more(report, main, code, value));
    return report;
  }

  /** How booked visits ended: the shares alone. */
  static MeasureReport visits(Edition edition, FigureRow row, Place place, String version) {
    MeasureReport report = head(edition, place, row.key().clock(), version);
    report.getPeriod().setStartElement(day(row.start())).setEndElement(day(row.end()));
    row.values().more().forEach((code, value) -> more(report, row, code, value));
    return report;
  }

  private static void more(
      MeasureReport report, FigureRow main, String code, @Nullable Double value) {
    MeasureReportGroupComponent group = group(report, code);
    group.getPopulationFirstRep().setCountElement(count(main));
    if (value == null) {
      Quantity absent = new Quantity();
      absent.addExtension(ABSENT, new CodeType("masked"));
      group.setMeasureScore(absent);
    } else {
      group.setMeasureScore(quantity(value, unit(code)));
    }
  }

  private static String unit(String metric) {
    return metric.startsWith("share")
        ? "%"
        : metric.endsWith("per-week") ? "/wk" : metric.endsWith("weeks") ? "wk" : "1";
  }

  static MeasureReportGroupComponent group(MeasureReport report, String metric) {
    MeasureReportGroupComponent group = report.addGroup();
    group.setCode(
        new CodeableConcept(new Coding(Canonical.codeSystem("wait-metric"), metric, null)));
    group.addPopulation().setCode(population());
    return group;
  }

  /** The median of every other period and of every month. */
  private static void strata(
      MeasureReportGroupComponent group, Metric metric, List<FigureRow> rows) {
    MeasureReportGroupStratifierComponent periods = group.addStratifier();
    periods.addCode().setText("period");
    for (FigureRow row : rows) {
      String span = row.key().span();
      boolean told = row.n() != null || row.state().equals("masked");
      if (row.key().slice().equals("all") && !span.equals("running") && told) {
        StratifierGroupComponent stratum = periods.addStratum();
        stratum.setValue(new CodeableConcept().setText(span));
        stratum.addPopulation().setCode(population()).setCountElement(count(row));
        stratum.setMeasureScore(score(metric, row));
      }
    }
  }

  private static CodeableConcept population() {
    return new CodeableConcept(new Coding(POPULATION, "initial-population", null));
  }

  private static IntegerType count(FigureRow row) {
    Integer n = row.n();
    if (n != null) {
      return new IntegerType(n);
    }
    IntegerType masked = new IntegerType();
    masked.addExtension(ABSENT, new CodeType("masked"));
    return masked;
  }

  private static Quantity score(Metric metric, FigureRow row) {
    Double value = metric.value().apply(row.values());
    if (value != null) {
      return quantity(value, metric.share());
    }
    Quantity absent = new Quantity();
    absent.addExtension(
        ABSENT, new CodeType(row.state().equals("none") ? "not-applicable" : "masked"));
    return absent;
  }

  /** With two decimals: the tail of a binary fraction could be taken for a person's number. */
  static Quantity quantity(double value, boolean share) {
    return quantity(value, share ? "%" : "d");
  }

  private static Quantity quantity(double value, String unit) {
    BigDecimal rounded =
        BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
    return new Quantity()
        .setValue(rounded.scale() < 0 ? rounded.setScale(0) : rounded)
        .setUnit(unit)
        .setSystem("http://unitsofmeasure.org")
        .setCode(unit);
  }

  static DateTimeType day(LocalDate date) {
    return new DateTimeType(date.toString());
  }
}
