package se.vardformedling.waitingtime;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;

/** Reads the figures out of a MeasureReport. */
final class WaitResource {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

  private WaitResource() {}

  /** One row; a masked figure has no value. */
  record Figure(
      String metric,
      String serviceId,
      String kind,
      @Nullable BigDecimal value,
      int n,
      @Nullable LocalDate start,
      @Nullable LocalDate end,
      LocalDate asOf,
      String source) {}

  static List<Figure> figures(MeasureReport report) {
    return report.getStatus() == MeasureReport.MeasureReportStatus.COMPLETE
        ? report.getGroup().stream().map(group -> figure(report, group)).toList()
        : List.of();
  }

  private static Figure figure(MeasureReport report, MeasureReportGroupComponent group) {
    Reference service =
        (Reference) report.getExtensionByUrl(Canonical.profile("measured-service")).getValue();
    return new Figure(
        group.getCode().getCodingFirstRep().getCode(),
        after(service.getReference()),
        after(report.getMeasure()),
        group.getMeasureScore().getValue(),
        group.getPopulationFirstRep().getCount(),
        date(report.getPeriod().getStart()),
        date(report.getPeriod().getEnd()),
        report.getDate().toInstant().atZone(SWEDEN).toLocalDate(),
        report.getExtensionByUrl(Canonical.profile("wait-source")).getValue().primitiveValue());
  }

  private static String after(String reference) {
    return reference.substring(reference.lastIndexOf('/') + 1);
  }

  private static @Nullable LocalDate date(@Nullable Date date) {
    return date == null ? null : date.toInstant().atZone(SWEDEN).toLocalDate();
  }
}
