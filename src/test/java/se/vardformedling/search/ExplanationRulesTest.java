package se.vardformedling.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.search.Suitability.Component;

class ExplanationRulesTest {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  @Test
  void a_component_says_what_it_is_and_what_it_is_worth_in_both_languages() {
    Component wait = new Component("wait", Optional.of(45.0), "d", 0.75, 0.3);

    assertThat(ExplanationRules.say(wait, SWEDISH))
        .isEqualTo("Väntetid: 45 dagar → 0,75 × 30 % = 0,225");
    assertThat(ExplanationRules.say(wait, Locale.ENGLISH))
        .isEqualTo("Wait: 45 days → 0.75 × 30 % = 0.225");
  }

  @Test
  void what_is_not_known_says_so_and_counts_as_neither_good_nor_bad() {
    Component price = new Component("price", Optional.empty(), "SEK", 0.5, 0.06);

    assertThat(ExplanationRules.say(price, SWEDISH))
        .isEqualTo("Pris mot vad vårdtjänsten brukar kosta: uppgift saknas → 0,50 × 6 % = 0,030");
    assertThat(
            ExplanationRules.say(
                new Component("capacity", Optional.empty(), "", 0.6, 0.06), SWEDISH))
        .isEqualTo("Ledig kapacitet: 0,60 → 0,60 × 6 % = 0,036");
  }
}
