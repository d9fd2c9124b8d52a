package se.vardformedling.fhir;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says it in a sentence instead of a stack. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RefusedStartAnalyzer extends AbstractFailureAnalyzer<RefusedStart> {
  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RefusedStart cause) {
    return new FailureAnalysis(cause.getMessage(), null, cause);
  }
}
