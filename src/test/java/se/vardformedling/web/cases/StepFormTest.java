package se.vardformedling.web.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.fhir.Refusal;

class StepFormTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1250,50",
        "1250.50",
        "1 250,50",
        "1\u00a0250,50 kr",
        "1\u202f250,50",
        " 1250,50kr"
      })
  void kronor_are_read_as_people_write_them(String written) {
    assertThat(new StepForm(Map.of("in.travel-cost", written)).words().inputs())
        .isEqualTo(Map.of("travel-cost", new BigDecimal("1250.50")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tusen", "1,2,3", "kr"})
  void what_is_no_amount_is_refused(String written) {
    StepForm form = new StepForm(Map.of("in.travel-cost", written));

    assertThatThrownBy(form::words).isInstanceOf(Refusal.class).hasMessage("value-invalid");
  }

  @Test
  void all_that_is_wrong_with_an_offer_is_told_at_once() {
    StepForm form =
        new StepForm(Map.of("in.wait-home", "-3", "in.wait-offered", "3651", "in.contact", ""));

    assertThatThrownBy(() -> form.told(List.of()))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.issues())
                    .extracting(issue -> issue.details() + issue.expression())
                    .containsExactly(
                        "Task.basedOn",
                        "wait-homeinput",
                        "wait-offeredinput",
                        "contactinput",
                        "sagt"));
    Map<String, String> whole =
        Map.of(
            "in.wait-home", "0", "in.wait-offered", "3650", "in.contact", "letter", "sagt", "ja");
    assertThat(new StepForm(whole).told(List.of("1")))
        .containsEntry("wait-home", 0)
        .containsEntry("wait-offered", 3650)
        .containsEntry("consequence-of-no", true);
  }

  @Test
  void a_no_show_asks_once_more() {
    assertThat(StepForm.FINAL).contains("no-show");
  }
}
