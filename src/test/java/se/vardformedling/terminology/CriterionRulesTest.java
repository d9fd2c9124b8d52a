package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionRulesTest {

  @ParameterizedTest
  @CsvSource({
    "asa,3",
    "asa,III",
    "bmi,35-39",
    "age,1920",
    "age,18-65",
    "age,90+",
    "quality,2",
    "language,sv",
    "language,kmr",
    "anaesthesia,general"
  })
  void a_value_is_a_number_a_span_or_a_known_word(String criterion, String value) {
    assertThat(CriterionRules.isValue(criterion, value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"asa,III,3", "asa,VI,6", "asa,3-4,3-4", "bmi,I,I", "anaesthesia,spinal,spinal"})
  void a_class_in_roman_figures_is_read_as_its_number(
      String criterion, String value, String plain) {
    assertThat(CriterionRules.plain(criterion, value)).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "asa,Tolvan",
    "asa,VII",
    "bmi,12345",
    "age,191212121212",
    "age,18 till 65",
    "quality,bo",
    "language,lodjursson-bo",
    "language,xx",
    "anaesthesia,tolvan",
    "lodjursson,3",
    "asa,''"
  })
  void anything_else_is_none(String criterion, String value) {
    assertThat(CriterionRules.isValue(criterion, value)).isFalse();
  }
}
