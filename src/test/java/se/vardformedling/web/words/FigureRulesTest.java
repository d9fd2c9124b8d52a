package se.vardformedling.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class FigureRulesTest {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv");

  @Test
  void kronor_have_their_ore_when_there_are_any() {
    assertThat(FigureRules.kronor(125_050, SWEDISH)).isEqualTo("1\u00a0250,50");
    assertThat(FigureRules.kronor(11_132_000, SWEDISH)).isEqualTo("111\u00a0320");
    assertThat(FigureRules.kronor(125_050, Locale.ENGLISH)).isEqualTo("1,250.50");
  }

  @Test
  void a_figure_has_at_most_its_decimals_and_a_true_minus() {
    assertThat(FigureRules.number(-0.25, 1, SWEDISH)).isEqualTo("\u22120,2");
    assertThat(FigureRules.number(1234.0, 2, SWEDISH)).isEqualTo("1\u00a0234");
  }
}
