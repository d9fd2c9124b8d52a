package se.vardformedling.imports;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.Canonical;

/** Writes the figures of one service and clock. */
final class WaitFileResource {
  /** As long as a figure that is computed here keeps an earlier value. */
  private static final int HELD_DAYS = 42;

  private static final Disclosure DISCLOSURE = new Disclosure(Thresholds.CURRENT);

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

  /**
   * What is to be told: the figures, or those that are told already where their number has changed
   * by so few that the change would tell of them. Both versions can be read for ever. A later
   * period is told after six weeks, as most whom it was about have been exchanged by then; an
   * estimate is about nobody.
   */
  static MeasureReport told(MeasureReport before, MeasureReport now) {
    int was = number(before);
    int is = number(now);
    boolean few =
        DISCLOSURE.showsCount(was)
            && DISCLOSURE.showsCount(is)
            && !DISCLOSURE.showsChange(was, is)
            && !now.getMeasure().endsWith("wait-reported-estimate");
    boolean later =
        !now.getPeriod().equalsDeep(before.getPeriod())
            && day(now).isAfter(day(before).plusDays(HELD_DAYS));
    return few && !later ? before.copy().setStatus(now.getStatus()) : now;
  }

  private static int number(MeasureReport report) {
    return report.getGroupFirstRep().getPopulationFirstRep().getCount();
  }

  private static LocalDate day(MeasureReport report) {
    return LocalDate.parse(report.getDateElement().getValueAsString().substring(0, 10));
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
