package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class FigureGridTest {
  @Test
  void every_month_has_its_number_when_no_period_nearly_is_one() {
    assertThat(FigureGrid.unnumbered(LocalDate.of(2026, 11, 24))).isEmpty();
  }

  /**
   * 30 days lack the first of October, 90 days two days of August, and 365 days are twelve months.
   */
  @Test
  void a_file_that_ends_with_a_long_month_leaves_out_the_month_and_two_that_would_give_it() {
    assertThat(FigureGrid.unnumbered(LocalDate.of(2026, 10, 31)))
        .containsExactlyInAnyOrder("2025-11", "2026-08", "2026-10");
  }

  @Test
  void thirty_days_that_are_a_month_may_stand_beside_it() {
    assertThat(FigureGrid.unnumbered(LocalDate.of(2026, 11, 30)))
        .containsExactlyInAnyOrder("2025-12", "2026-09");
  }
}
