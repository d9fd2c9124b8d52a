package se.vardformedling.fhir;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do instead of showing a stack. */
final class SchemaTooNewAnalyzer extends AbstractFailureAnalyzer<SchemaTooNewException> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, SchemaTooNewException cause) {
    return new FailureAnalysis(
        cause.getMessage(),
        "A newer version of Vårdförmedling has used this database. Start that version, or restore a copy made before"
            + " the upgrade (src/docs/operate/upgrade.md). Nothing was changed.",
        cause);
  }
}
