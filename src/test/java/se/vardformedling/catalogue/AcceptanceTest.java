package se.vardformedling.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.vardformedling.catalogue.Acceptance.Band;

class AcceptanceTest {

  @ParameterizedTest
  @CsvSource({
    "34,true",
    "35,true",
    "36,false",
    "30-34,true",
    "35-39,true",
    "36-40,false",
    "20+,true",
    "36+,false",
    "17,false",
    "10-17,false",
    "10-18,true",
    "x,false",
    "'',false"
  })
  void a_band_is_accepted_when_some_of_it_is(String value, boolean accepted) {
    assertThat(new Acceptance("bmi", 18, 35, Set.of()).accepts(value)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"sv,true", "en,true", "fi,false"})
  void a_list_is_accepted_by_name(String value, boolean accepted) {
    assertThat(new Acceptance("language", null, null, Set.of("sv", "en")).accepts(value))
        .isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({"37,37,37", "35-39,35,39", "90+,90,2147483647"})
  void a_number_and_a_band_are_read(String value, int from, int to) {
    assertThat(Band.read(value)).isEqualTo(Optional.of(new Band(from, to)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"39-35", "-5", "3.5", "1e9", "35 - 39", "12345678901"})
  void anything_else_is_no_band(String value) {
    assertThat(Band.read(value)).isEmpty();
  }
}
