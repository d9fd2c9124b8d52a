package se.vardformedling.waitingtime;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.IPreResourceShowDetails;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.StratifierGroupComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.StorageInterceptor;

/**
 * The rule for small numbers at the door: whoever wrote a report, and whatever way it is read, what
 * is too small in it leaves masked. Our own reports are masked before they are stored.
 */
@Component
@Interceptor
class MaskedReports implements StorageInterceptor {
  private static final String PARAMETERS = Canonical.profile("suppression-parameters");
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);
  private final ImportedWaits imported;

  MaskedReports(ImportedWaits imported) {
    this.imported = imported;
  }

  @Hook(Pointcut.STORAGE_PRESHOW_RESOURCES)
  public void show(IPreResourceShowDetails shown, @Nullable RequestDetails request) {
    if (request == null || request instanceof SystemRequestDetails) {
      return;
    }
    for (int i = 0; i < shown.size(); i++) {
      if (shown.getResource(i) instanceof MeasureReport report && masks(report)) {
        shown.setResource(i, masked(report));
      }
    }
  }

  private boolean masks(MeasureReport report) {
    return report.getMeasure() != null
        && report.getMeasure().contains("/Measure/wait-")
        && !report.getMeasure().contains("estimate");
  }

  /** What the rule is set to, beside its version. */
  static Extension parameters(Thresholds thresholds) {
    Extension parameters = new Extension(PARAMETERS);
    parameters.addExtension("countThreshold", new IntegerType(thresholds.count()));
    parameters.addExtension("statisticThreshold", new IntegerType(thresholds.statistic()));
    parameters.addExtension("roundTo", new IntegerType(1));
    return parameters;
  }

  private MeasureReport masked(MeasureReport report) {
    MeasureReport copy = report.copy();
    if (copy.getExtensionByUrl(PARAMETERS) == null) {
      copy.addExtension(parameters(disclosure.thresholds()));
    }
    boolean untold =
        ImportedWaits.SOURCE.equals(WaitResource.source(report))
            && imported.hides(WaitResource.imported(report));
    for (MeasureReportGroupComponent group : copy.getGroup()) {
      IntegerType count = group.getPopulationFirstRep().getCountElement();
      if (count.hasValue() && (untold || !disclosure.showsStatistic(count.getValue()))) {
        group.setMeasureScore(absent(group.getMeasureScore()));
        hide(count, untold);
      }
      group.getStratifier().stream()
          .flatMap(stratifier -> stratifier.getStratum().stream())
          .forEach(this::mask);
    }
    return copy;
  }

  private void mask(StratifierGroupComponent stratum) {
    IntegerType count = stratum.getPopulationFirstRep().getCountElement();
    if (count.hasValue() && !disclosure.showsStatistic(count.getValue())) {
      stratum.setMeasureScore(absent(stratum.getMeasureScore()));
      hide(count, false);
    }
  }

  private static Quantity absent(Quantity score) {
    if (!score.hasValue()) {
      return score;
    }
    Quantity masked = new Quantity();
    masked.addExtension(ABSENT, new CodeType("masked"));
    return masked;
  }

  private void hide(IntegerType count, boolean untold) {
    if (untold || !disclosure.showsCount(count.getValue())) {
      count.setValue(null);
      count.addExtension(ABSENT, new CodeType("masked"));
    }
  }
}
