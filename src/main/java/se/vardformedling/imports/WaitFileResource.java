package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Writes the figures of one service and clock. */
final class WaitFileResource {
  private WaitFileResource() {}

  /**
   * One row.
   *
   * @param several whether the service stands for other vårdtjänster too
   */
  record Figure(
      String serviceId,
      String unitId,
      String placeId,
      String vardtjanst,
      boolean several,
      String clock,
      LocalDate from,
      LocalDate to,
      @Nullable BigDecimal median,
      @Nullable BigDecimal p90,
      int n) {}

  static MeasureReport report(Figure figure) {
    MeasureReport report = new MeasureReport();
    report
        .setStatus(MeasureReport.MeasureReportStatus.COMPLETE)
        .setType(MeasureReport.MeasureReportType.SUMMARY);
    report.setMeasure(Canonical.BASE + "/Measure/wait-" + figure.clock());
    report.setSubject(new Reference("Location/" + figure.placeId()));
    report.setReporter(new Reference("Organization/" + figure.unitId()));
    report.setDateElement(new DateTimeType(figure.to().toString()));
    report
        .getPeriod()
        .setStartElement(new DateTimeType(figure.from().toString()))
        .setEndElement(new DateTimeType(figure.to().toString()));
    report.addExtension(
        Canonical.profile("measured-service"),
        new Reference("HealthcareService/" + figure.serviceId()));
    report.addExtension(
        Canonical.profile("measured-vardtjanst"),
        CatalogueFileResource.code("vardtjanst", figure.vardtjanst()));
    report.addExtension(Canonical.profile("wait-source"), new CodeType("unit"));
    group(report, "median", figure.median(), figure.n());
    group(report, "p90", figure.p90(), figure.n());
    report.setId(
        "MeasureReport/vantetid-"
            + CatalogueFileResource.slug(
                figure.serviceId()
                    + "-"
                    + figure.clock()
                    + (figure.several() ? "-" + figure.vardtjanst() : "")));
    return report;
  }

  private static void group(MeasureReport report, String metric, @Nullable BigDecimal days, int n) {
    if (days == null) {
      return;
    }
    MeasureReport.MeasureReportGroupComponent group = report.addGroup();
    group.getCode().addCoding(CatalogueFileResource.code("wait-metric", metric));
    group
        .addPopulation()
        .setCount(n)
        .getCode()
        .addCoding(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/measure-population",
                "initial-population",
                null));
    group
        .getMeasureScore()
        .setValue(days)
        .setUnit("d")
        .setSystem("http://unitsofmeasure.org")
        .setCode("d");
  }
}
