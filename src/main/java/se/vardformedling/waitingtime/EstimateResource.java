package se.vardformedling.waitingtime;

import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import se.vardformedling.waitingtime.Figures.Edition;
import se.vardformedling.waitingtime.feed.FeedEstimate;

/** Writes what a unit says itself as a MeasureReport; it counts nobody. */
final class EstimateResource {
  private EstimateResource() {}

  static MeasureReport report(Edition edition, FeedEstimate estimate, Place place, String version) {
    MeasureReport report =
        ReportResource.head(edition, place, "reported-estimate", version)
            .setDateElement(ReportResource.day(estimate.reported()));
    report
        .getPeriod()
        .setStartElement(ReportResource.day(estimate.reported()))
        .setEndElement(ReportResource.day(estimate.reported()));
    MeasureReportGroupComponent group = ReportResource.group(report, "median");
    group.getPopulationFirstRep().setCount(0);
    group.setMeasureScore(ReportResource.quantity(estimate.weeks() * 7.0, false));
    return report;
  }
}
