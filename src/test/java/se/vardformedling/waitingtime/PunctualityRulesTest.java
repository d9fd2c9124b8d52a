package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import se.vardformedling.waitingtime.PunctualityRules.Delivery;

class PunctualityRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  @Test
  void a_month_is_punctual_that_is_there_on_the_twenty_first_day_after_it() {
    Delivery july = delivery("2026-08-21", "2026-07-31");
    Delivery august = delivery("2026-09-22", "2026-08-31");
    Delivery september = delivery("2026-10-05", "2026-09-30");
    Delivery october = delivery("2026-11-22", "2026-10-31");

    assertThat(PunctualityRules.share(List.of(july, august, september, october), TODAY))
        .contains(50.0);
  }

  @Test
  void a_month_that_may_still_come_is_not_late_and_one_that_has_come_counts() {
    LocalDate tenth = LocalDate.of(2026, 11, 10);

    assertThat(PunctualityRules.share(List.of(delivery("2026-10-05", "2026-09-30")), tenth))
        .contains(100.0);
    assertThat(
            PunctualityRules.share(
                List.of(delivery("2026-10-25", "2026-09-30"), delivery("2026-11-02", "2026-10-31")),
                tenth))
        .contains(100.0);
  }

  @Test
  void a_source_that_falls_silent_is_late_each_month_from_then() {
    assertThat(PunctualityRules.share(List.of(delivery("2026-08-05", "2026-07-31")), TODAY))
        .contains(25.0);
  }

  @Test
  void months_before_the_first_file_are_not_late_and_no_file_is_no_share() {
    assertThat(PunctualityRules.share(List.of(delivery("2026-11-20", "2026-11-19")), TODAY))
        .contains(100.0);
    assertThat(PunctualityRules.share(List.of(), TODAY)).isEmpty();
  }

  private static Delivery delivery(String asOf, String to) {
    return new Delivery(LocalDate.parse(asOf), LocalDate.parse(to));
  }
}
