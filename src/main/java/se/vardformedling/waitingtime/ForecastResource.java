package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.waitingtime.Figures.Edition;

/** Writes an expected wait as a MeasureReport with its calibration, and reads it back. */
final class ForecastResource {
  static final String CLOCK = "forecast";
  static final String KIND = "wait-" + CLOCK;
  static final String CALIBRATION = Canonical.profile("forecast-calibration");
  private static final int YEAR = 365;

  private ForecastResource() {}

  /**
   * One service's.
   *
   * @param n whose waits it was learnt from: the performed of the last year
   */
  record Expected(double median, double p80, int n, WaitForecast made) {}

  static MeasureReport report(Edition edition, Place place, Expected expected, String rule) {
    MeasureReport report = head(edition, place, rule);
    WaitForecast made = expected.made();
    Map<String, Double> quantiles =
        new TreeMap<>(
            Map.of(
                "median", expected.median(),
                "p10", made.low(),
                "p80", expected.p80(),
                "p90", made.high()));
    quantiles.forEach(
        (metric, days) -> {
          MeasureReportGroupComponent group = ReportResource.group(report, metric);
          group.getPopulationFirstRep().setCount(expected.n());
          group.setMeasureScore(ReportResource.quantity(days, false));
        });
    Extension calibration = report.addExtension();
    calibration.setUrl(CALIBRATION);
    calibration.addExtension("method", new CodeType(made.model()));
    calibration.addExtension("trainedUntil", new DateType(made.trainedUntil().toString()));
    calibration.addExtension("n", new IntegerType(made.tried()));
    calibration.addExtension("coverage", decimal(made.coverage()));
    calibration.addExtension("within14", decimal(made.within14()));
    calibration.addExtension("pinball", decimal(made.pinball()));
    calibration.addExtension("baselinePinball", decimal(made.baseline()));
    return report;
  }

  /** No model may be used any more: the report stands, and says nothing. */
  static MeasureReport withdrawn(Edition edition, Place place, String rule) {
    return ReportResource.nothing(head(edition, place, rule));
  }

  private static MeasureReport head(Edition edition, Place place, String rule) {
    MeasureReport report = ReportResource.head(edition, place, CLOCK, rule);
    report
        .getPeriod()
        .setStartElement(ReportResource.day(FigureSums.first(edition.to(), YEAR)))
        .setEndElement(ReportResource.day(edition.to()));
    return report;
  }

  /** Empty for what is no forecast, or one that does not say how it did. */
  static Optional<WaitForecast> made(MeasureReport report) {
    Extension said = report.getExtensionByUrl(CALIBRATION);
    Optional<BigDecimal> low = score(report, "p10");
    Optional<BigDecimal> high = score(report, "p90");
    if (said == null || low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new WaitForecast(
            part(said, "method"),
            LocalDate.parse(part(said, "trainedUntil")),
            low.get().doubleValue(),
            high.get().doubleValue(),
            Integer.parseInt(part(said, "n")),
            Double.parseDouble(part(said, "coverage")),
            Double.parseDouble(part(said, "within14")),
            Double.parseDouble(part(said, "pinball")),
            Double.parseDouble(part(said, "baselinePinball"))));
  }

  private static Optional<BigDecimal> score(MeasureReport report, String metric) {
    return report.getGroup().stream()
        .filter(group -> metric.equals(group.getCode().getCodingFirstRep().getCode()))
        .map(group -> group.getMeasureScore().getValue())
        .filter(java.util.Objects::nonNull)
        .findFirst();
  }

  private static String part(Extension whole, String url) {
    return whole.getExtensionByUrl(url).getValue().primitiveValue();
  }

  private static DecimalType decimal(double value) {
    return new DecimalType(BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP));
  }
}
