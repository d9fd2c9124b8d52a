package se.vardformedling.hvo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.hvo.HvoRules.Unit;

class HvoRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

  @Test
  void a_number_becomes_ten_digits_and_a_persons_is_none() {
    assertThat(HvoRules.organisationNumber("232100-0180")).contains("2321000180");
    assertThat(HvoRules.organisationNumber("162321000180")).contains("2321000180");
    for (String none : List.of("12345-6789", "1212121212", "121212-1212", "191212121212", "")) {
      assertThat(HvoRules.organisationNumber(none)).as(none).isEmpty();
    }
    assertThat(HvoRules.wellFormed("12345-6789")).isFalse();
  }

  @Test
  void a_reference_is_within_the_catalogue_whatever_its_base() {
    assertThat(HvoRules.relative("https://katalog.example.org/fhir/Organization/7"))
        .isEqualTo("Organization/7");
    assertThat(HvoRules.relative("Organization/7")).isEqualTo("Organization/7");
    assertThat(HvoRules.relative("#v")).isEqualTo("#v");
  }

  @Test
  void a_hierarchy_has_one_provider_and_one_care_unit() {
    Unit provider = new Unit(0, "a", true, false, null, null);
    Unit top = new Unit(1, "b", false, true, null, "2321000180");
    Unit below = new Unit(2, "c", false, true, "b", null);
    Unit other = new Unit(3, "d", false, false, null, "2321000040");

    assertThat(HvoRules.hierarchy(List.of(provider, top))).isEmpty();
    assertThat(HvoRules.hierarchy(List.of(top, below)))
        .containsExactly(HvoFault.ONE_CARE_UNIT.at(2));
    assertThat(HvoRules.hierarchy(List.of(top, other)))
        .containsExactly(HvoFault.ONE_PROVIDER.at(3));
  }

  @Test
  void what_hangs_together_with_no_provider_is_not_connected() {
    assertThat(
            HvoRules.connected(
                List.of(
                    new Unit(0, "top", false, true, null, "2321000180"),
                    new Unit(1, "below", false, false, "top", null),
                    new Unit(2, "lowest", false, false, "below", null),
                    new Unit(3, "alone", false, false, "nowhere", null),
                    new Unit(4, "round", false, false, "about", null),
                    new Unit(5, "about", false, false, "round", null))))
        .containsExactlyInAnyOrder("top", "below", "lowest");
  }

  @Test
  void what_holds_turns_on_the_day_it_begins_and_the_day_after_it_ends() {
    LocalDate tomorrow = TODAY.plusDays(1);
    assertThat(HvoRules.holds(TODAY, TODAY, TODAY)).isTrue();
    assertThat(HvoRules.holds(tomorrow, null, TODAY)).isFalse();
    assertThat(HvoRules.holds(null, TODAY.minusDays(1), TODAY)).isFalse();
    assertThat(HvoRules.turns(tomorrow, null, TODAY)).contains(tomorrow);
    assertThat(HvoRules.turns(null, TODAY, TODAY)).contains(tomorrow);
    assertThat(HvoRules.turns(TODAY, null, TODAY)).isEqualTo(Optional.empty());
  }

  @Test
  void a_type_is_cut_short_when_much_less_comes_than_was_said() {
    assertThat(HvoRules.cutShort(Optional.of(100), 79, 20)).isTrue();
    assertThat(HvoRules.cutShort(Optional.of(100), 80, 20)).as("some may have ended").isFalse();
    assertThat(HvoRules.cutShort(Optional.of(100), 200, 20)).isFalse();
    assertThat(HvoRules.cutShort(Optional.empty(), 0, 20)).isFalse();
  }
}
