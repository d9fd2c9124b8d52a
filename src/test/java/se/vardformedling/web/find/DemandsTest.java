package se.vardformedling.web.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.referral.AskedProviders.Asked;
import se.vardformedling.search.Question.Criterion;
import se.vardformedling.web.sheet.Address;

class DemandsTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-28");
  private static final InCase CASE =
      new InCase(
          Optional.of(
              new Asked(
                  "unit-mora",
                  Map.of(),
                  Optional.of(TODAY.plusDays(5)),
                  Map.of("age", "80-89", "asa", "3"))));

  @Test
  void a_search_for_a_case_holds_to_its_last_day_and_to_all_that_it_demands() {
    Demands demands = Demands.of(wish(Map.of()), CASE);

    assertThat(demands.due(TODAY)).isEqualTo("2026-12-03");
    assertThat(demands.asked())
        .containsExactlyInAnyOrder(new Criterion("age", "80-89"), new Criterion("asa", "3"));
  }

  @Test
  void what_the_form_says_wins_over_the_case() {
    Demands demands =
        Demands.of(wish(Map.of("asa", List.of("4"), "anestesi", List.of("spinal"))), CASE);

    assertThat(demands.criteria())
        .isEqualTo(Map.of("age", "80-89", "asa", "4", "anaesthesia", "spinal"));
    assertThat(Demands.of(CASE).criteria()).containsEntry("asa", "3");
  }

  @Test
  void without_a_case_the_guarantee_begins_today() {
    Demands demands = Demands.of(wish(Map.of("asa", List.of("2"))), InCase.NONE);

    assertThat(demands.due(TODAY)).isEqualTo(TODAY.plusDays(90));
    assertThat(demands.asked()).containsExactly(new Criterion("asa", "2"));
  }

  private static Wish wish(Map<String, List<String>> asked) {
    return new Wish(new Address("/app/hitta", asked));
  }
}
