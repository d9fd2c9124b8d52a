package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;

class RefusedStartAnalyzerTest {

  @Test
  void a_start_that_is_refused_is_told_in_one_sentence_with_what_to_do() {
    FailureAnalysis analysis =
        new RefusedStartAnalyzer()
            .analyze(new IllegalStateException("wrapped", new SchemaTooNewException("vf", "99")));

    assertThat(analysis.getDescription())
        .contains(
            "Schema vf is at version 99",
            "Start that version",
            "upgrade.md",
            "Nothing was changed");
  }
}
