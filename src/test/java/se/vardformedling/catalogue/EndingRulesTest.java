package se.vardformedling.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingRulesTest {

  @Test
  void a_large_share_does_not_end_by_itself_and_a_few_always_may() {
    assertThat(EndingRules.tooMany(10, 10, 20)).isFalse();
    assertThat(EndingRules.tooMany(20, 100, 20)).isFalse();
    assertThat(EndingRules.tooMany(21, 100, 20)).isTrue();
  }

  @Test
  void one_type_that_is_lost_is_too_much_though_it_is_a_small_part_of_the_whole() {
    Map<String, Integer> known = Map.of("Organization", 200, "Contract", 15, "Location", 9);

    assertThat(EndingRules.tooMuch(Map.of("Contract", 15), known, 20))
        .contains("15 of 15 Contract");
    assertThat(EndingRules.tooMuch(Map.of("Organization", 40, "Contract", 3), known, 20)).isEmpty();
    assertThat(EndingRules.tooMuch(Map.of("Location", 9), known, 20)).isEmpty();
    assertThat(EndingRules.tooMuch(Map.of("Organization", 40, "Location", 9), known, 20))
        .as("each a little, and together too much")
        .contains("49 of 224");
  }
}
