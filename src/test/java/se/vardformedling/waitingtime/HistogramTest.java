package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    assertThat(of(10, 20, 40, 90).median()).isEqualTo(30);
    assertThat(of(10, 20, 40).median()).isEqualTo(20);
    assertThat(of(7).median()).isEqualTo(7);
  }

  @Test
  void percentiles_are_of_type_seven() {
    // quantile(c(15, 20, 35, 40, 50), c(.05, .3, .4, .9), type = 7) in R
    Histogram days = of(15, 20, 35, 40, 50);
    assertThat(days.percentile(0.05)).isEqualTo(16, within(1e-9));
    assertThat(days.percentile(0.3)).isEqualTo(23, within(1e-9));
    assertThat(days.percentile(0.4)).isEqualTo(29, within(1e-9));
    assertThat(days.percentile(0.9)).isEqualTo(46, within(1e-9));
  }

  @Test
  void the_same_day_is_none_and_ninety_days_are_within_ninety() {
    Histogram days = of(0, 90, 91);
    assertThat(days.within(90)).isEqualTo(2);
    assertThat(days.percentile(0)).isZero();
  }

  @Test
  void nobody_has_no_median() {
    assertThatThrownBy(() -> of().median()).isInstanceOf(IllegalStateException.class);
  }

  private static Histogram of(int... days) {
    Histogram histogram = new Histogram();
    for (int day : days) {
      histogram.add(day, 1);
    }
    return histogram;
  }
}
