package se.vardformedling.web.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.vardformedling.web.sheet.Address;

class SavedRulesTest {
  @Test
  void the_case_the_choice_and_the_sort_are_not_kept() {
    Map<String, List<String>> asked = new LinkedHashMap<>();
    asked.put("vad", List.of("knä"));
    asked.put("arende", List.of("VF-9B33AGVTT9BJ"));
    asked.put("jamfor", List.of("mora-knaprotes"));
    asked.put("sortera", List.of("-vantan"));
    asked.put("namn", List.of("Knä"));
    asked.put("fran", List.of("2080"));
    asked.put("regi", List.of("private"));

    assertThat(SavedRules.kept(new Address("/app/hitta", asked)).toString())
        .isEqualTo("/app/hitta?vad=kn%C3%A4&fran=2080&regi=private");
  }

  @Test
  void a_persons_number_is_found_in_the_name_and_in_the_question() {
    Address plain = new Address("/app/hitta", Map.of("vad", List.of("knä")));

    assertThat(SavedRules.identifies("Knä, nära Mora", plain)).isFalse();
    assertThat(SavedRules.identifies("Tolvan 19121212-1212", plain)).isTrue();
    assertThat(
            SavedRules.identifies(
                "Knä", new Address("/app/hitta", Map.of("vad", List.of("191212121212")))))
        .isTrue();
  }

  @Test
  void a_name_is_one_line_and_a_taken_one_gets_a_number() {
    assertThat(SavedRules.name("  Knä \n nära ")).contains("Knä nära");
    assertThat(SavedRules.name("   ")).isEmpty();
    assertThat(SavedRules.name("x".repeat(61))).isEmpty();
    assertThat(SavedRules.free("Knä", Set.of("Höft"))).isEqualTo("Knä");
    assertThat(SavedRules.free("Knä", Set.of("Knä", "Knä (2)"))).isEqualTo("Knä (3)");
  }
}
