package se.vardformedling.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DisclosureTest {
  private final Disclosure disclosure = new Disclosure(Thresholds.CURRENT);

  @Test
  void none_may_be_told_and_a_few_may_not() {
    assertThat(List.of(0, 1, 4, 5))
        .map(disclosure::showsCount)
        .containsExactly(true, false, false, true);
    assertThat(List.of(9, 10)).map(disclosure::showsStatistic).containsExactly(false, true);
    assertThat(disclosure.showsChange(57, 58)).isFalse();
    assertThat(disclosure.showsChange(57, 57)).isTrue();
    assertThat(disclosure.showsChange(57, 51)).isTrue();
  }

  @Test
  void a_small_number_beside_its_total_takes_the_smallest_other_with_it() {
    Tables tables = new Tables().cell("a", 3).cell("b", 20).cell("c", 12).cell("all", 35);
    tables.sum("all", List.of("a", "b", "c"));

    assertThat(disclosure.masked(tables)).containsExactly("a", "c");
  }

  @Test
  void two_that_are_too_small_together_take_a_third() {
    Tables tables = new Tables().cell("a", 1).cell("b", 2).cell("c", 12).cell("all", 15);
    tables.sum("all", List.of("a", "b", "c"));

    assertThat(disclosure.masked(tables)).containsExactly("a", "b", "c");
  }

  @Test
  void a_small_difference_between_two_periods_takes_one_of_them() {
    Tables tables = new Tables().cell("30", 40).cell("90", 42).implied("30-90", 2);
    tables.sum("90", List.of("30", "30-90"));

    assertThat(disclosure.masked(tables)).containsExactly("30");
  }

  @Test
  void nothing_is_masked_where_nothing_is_small() {
    Tables tables = new Tables().cell("a", 0).cell("b", 20).cell("all", 20);
    tables.sum("all", List.of("a", "b"));

    assertThat(disclosure.masked(tables)).isEmpty();
  }

  @Test
  void tables_that_do_not_add_up_are_refused() {
    Tables tables = new Tables().cell("a", 1).cell("all", 2);

    assertThatThrownBy(() -> tables.sum("all", List.of("a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Rows, columns and a hierarchy above them, so that a masked cell is in several sums. */
  @Test
  void no_masked_number_can_be_told_closer_than_the_threshold_whatever_the_tables() {
    Random random = new Random(20_261_125);
    int masked = 0;
    for (int round = 0; round < 150; round++) {
      Tables tables = grid(2 + random.nextInt(4), 2 + random.nextInt(4), random);
      Set<String> hidden = disclosure.masked(tables);
      masked += hidden.size();
      Attack attack = new Attack(tables, hidden);
      for (String key : hidden) {
        assertThat(attack.range(key).width())
            .as(round + " " + key)
            .isGreaterThanOrEqualTo(5 - 1e-6);
      }
      assertThat(disclosure.masked(tables)).as("again").isEqualTo(hidden);
    }
    assertThat(masked).isGreaterThan(500);
  }

  private static Tables grid(int rows, int columns, Random random) {
    int[][] n = new int[rows][columns];
    Tables tables = new Tables();
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        n[r][c] = random.nextInt(10) < 3 ? random.nextInt(6) : 5 + random.nextInt(60);
        tables.cell("r" + r + "c" + c, n[r][c]);
      }
    }
    int all = 0;
    for (int r = 0; r < rows; r++) {
      List<String> parts = new ArrayList<>();
      int sum = 0;
      for (int c = 0; c < columns; c++) {
        parts.add("r" + r + "c" + c);
        sum += n[r][c];
      }
      tables.cell("r" + r, sum).sum("r" + r, parts);
      all += sum;
    }
    List<String> totals = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      List<String> parts = new ArrayList<>();
      int sum = 0;
      for (int r = 0; r < rows; r++) {
        parts.add("r" + r + "c" + c);
        sum += n[r][c];
      }
      tables.cell("c" + c, sum).sum("c" + c, parts);
      totals.add("c" + c);
    }
    return tables.cell("all", all).sum("all", totals);
  }
}
