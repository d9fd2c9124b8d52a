package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QueryRulesTest {

  @Test
  void a_search_has_thirty_conditions_at_most() {
    assertThat(QueryRules.bounded(Map.of("name", values(29), "_sort", values(1)))).isTrue();
    assertThat(QueryRules.bounded(Map.of("name", values(29), "alias", values(2)))).isFalse();
  }

  @Test
  void a_search_has_ten_keys_to_sort_by_at_most() {
    assertThat(QueryRules.bounded(Map.of("_sort", new String[] {"name" + ",name".repeat(9)})))
        .isTrue();
    assertThat(QueryRules.bounded(Map.of("_sort", new String[] {"name" + ",name".repeat(10)})))
        .isFalse();
    assertThat(QueryRules.bounded(Map.of("_sort", values(11)))).isFalse();
  }

  @Test
  void a_search_has_a_thousand_values_at_most_in_all_its_conditions() {
    String[] half = {"a" + ",a".repeat(499)};
    assertThat(QueryRules.bounded(Map.of("_id", half, "name", half))).isTrue();
    assertThat(QueryRules.bounded(Map.of("_id", half, "name", half, "alias", values(1)))).isFalse();
  }

  private static String[] values(int count) {
    return IntStream.range(0, count).mapToObj(i -> "x" + i).toArray(String[]::new);
  }
}
