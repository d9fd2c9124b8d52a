package se.vardformedling.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  @Test
  void the_limit_is_the_laws_and_a_step_it_does_not_know_has_none() {
    assertThat(CallRules.due("treatment", TODAY)).contains(LocalDate.of(2027, 2, 24));
    assertThat(CallRules.due("assessment", TODAY)).contains(TODAY.plusDays(3));
    assertThat(CallRules.due("contact", TODAY)).contains(TODAY);
    assertThat(CallRules.due("holiday", TODAY)).isEmpty();
  }

  @Test
  void who_has_a_time_or_an_ended_case_is_not_called_and_who_is_late_is() {
    assertThat(risk(TODAY.plusDays(30), "", "")).isTrue();
    assertThat(risk(TODAY.plusDays(31), "", "")).isFalse();
    assertThat(risk(TODAY.minusDays(200), "searching", "in-progress")).isTrue();
    assertThat(risk(TODAY, "scheduled", "in-progress")).isFalse();
    assertThat(risk(TODAY, "closed-withdrawn", "cancelled")).isFalse();
    assertThat(risk(TODAY, "closed-no-provider", "failed")).isTrue();
    assertThat(risk(TODAY, "closed-patient-declined", "cancelled")).isTrue();
  }

  private static boolean risk(LocalDate due, String state, String status) {
    return CallRules.atRisk(due, TODAY, 30, said(state), said(status));
  }

  private static Optional<String> said(String text) {
    return Optional.of(text).filter(value -> !value.isEmpty());
  }

  @Test
  void a_protected_identity_is_known_by_either_mark() {
    assertThat(CallRules.isProtected(List.of("HTEST"))).isFalse();
    assertThat(CallRules.isProtected(List.of("HTEST", "skyddad-folkbokforing"))).isTrue();
    assertThat(CallRules.isProtected(List.of("sekretessmarkering"))).isTrue();
  }
}
