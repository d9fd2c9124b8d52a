package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Reads the figures out of a MeasureReport. */
final class WaitResource {
  private static final String OWN = "90";
  private static final String YEAR = "365";
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private WaitResource() {}

  /** One row; a masked figure has no value. The report's own period is called 90. */
  record Figure(
      String metric,
      String serviceId,
      String kind,
      String span,
      @Nullable BigDecimal value,
      int n,
      @Nullable LocalDate start,
      @Nullable LocalDate end,
      LocalDate asOf,
      String source,
      Optional<WaitForecast> forecast) {

    /** What speaks for the service, of each report. */
    boolean speaks() {
      return metric.equals("median") && span.equals(OWN);
    }

    boolean speaksOfYear() {
      return metric.equals("median") && span.equals(YEAR) && kind.equals("wait-performed");
    }
  }

  static List<Figure> figures(MeasureReport report) {
    return report.getStatus() == MeasureReport.MeasureReportStatus.COMPLETE
        ? report.getGroup().stream().flatMap(group -> figures(report, group)).toList()
        : List.of();
  }

  private static Stream<Figure> figures(MeasureReport report, MeasureReportGroupComponent group) {
    Figure own =
        figure(
            report,
            group,
            OWN,
            group.getMeasureScore(),
            count(group.getPopulationFirstRep().getCountElement()));
    Stream<Figure> others =
        group.getStratifier().stream()
            .flatMap(stratifier -> stratifier.getStratum().stream())
            .filter(stratum -> !OWN.equals(stratum.getValue().getText()))
            .map(
                stratum ->
                    figure(
                        report,
                        group,
                        stratum.getValue().getText(),
                        stratum.getMeasureScore(),
                        count(stratum.getPopulationFirstRep().getCountElement())));
    return Stream.concat(Stream.of(own), others);
  }

  private static Figure figure(
      MeasureReport report, MeasureReportGroupComponent group, String span, Quantity score, int n) {
    String metric = group.getCode().getCodingFirstRep().getCode();
    return new Figure(
        metric,
        service(report),
        kind(report),
        span,
        score.getValue(),
        n,
        date(report.getPeriod().getStart()),
        date(report.getPeriod().getEnd()),
        date(report),
        source(report),
        metric.equals("median") && span.equals(OWN)
            ? ForecastResource.made(report)
            : Optional.empty());
  }

  static String service(MeasureReport report) {
    return after(
        ((Reference) report.getExtensionByUrl(Canonical.profile("measured-service")).getValue())
            .getReference());
  }

  /** Which of the service's vårdtjänster; empty if the report does not say. */
  static String vardtjanst(MeasureReport report) {
    Extension said = report.getExtensionByUrl(Canonical.profile("measured-vardtjanst"));
    return said == null ? "" : ((Coding) said.getValue()).getCode();
  }

  /** Which clock. */
  static String kind(MeasureReport report) {
    return after(report.getMeasure());
  }

  static String source(MeasureReport report) {
    return report.getExtensionByUrl(Canonical.profile("wait-source")).getValue().primitiveValue();
  }

  static ImportedWaits.Imported imported(MeasureReport report) {
    return new ImportedWaits.Imported(
        service(report),
        vardtjanst(report),
        kind(report),
        date(report.getPeriod().getStart()),
        date(report));
  }

  static LocalDate date(MeasureReport report) {
    return report.getDate().toInstant().atZone(SWEDEN).toLocalDate();
  }

  /** A masked number says nothing. */
  private static int count(IntegerType count) {
    return count.hasValue() ? count.getValue() : 0;
  }

  private static String after(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static @Nullable LocalDate date(@Nullable Date date) {
    return date == null ? null : date.toInstant().atZone(SWEDEN).toLocalDate();
  }
}
