package se.vardformedling.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForecastRulesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 15);

  @Test
  void an_even_pace_runs_out_when_arithmetic_says() {
    // One place a day for 100 days, 50 left: fifty days more.
    Forecast forecast = forecast(every(1, 100), 50, Optional.empty());

    assertThat(forecast.kind()).isEqualTo("dated");
    assertThat(ChronoUnit.DAYS.between(TODAY, forecast.date().orElseThrow())).isBetween(48L, 52L);
    assertThat(forecast.earliest().orElseThrow()).isBefore(forecast.date().orElseThrow());
    assertThat(forecast.latest().orElseThrow()).isAfter(forecast.date().orElseThrow());
    assertThat(forecast.perMonth()).isEqualTo(30.0);
    assertThat(forecast.taken()).isEqualTo(100);
    assertThat(forecast.days()).isEqualTo(100);
  }

  @Test
  void little_experience_gives_a_wide_interval_and_too_little_none() {
    Forecast few = forecast(every(10, 60), 10, Optional.empty());
    Forecast many = forecast(every(1, 60), 60, Optional.empty());

    assertThat(width(few)).isGreaterThan(width(many));
    assertThat(forecast(every(1, 20), 50, Optional.empty()).kind()).isEqualTo("too-few");
    assertThat(forecast(every(20, 60), 50, Optional.empty()).kind()).isEqualTo("too-few");
    assertThat(forecast(every(20, 60), 50, Optional.empty()).date()).isEmpty();
  }

  @Test
  void what_has_no_cap_is_used_up_or_outlasts_the_agreement_is_said_so() {
    List<ForecastRules.Day> days = every(1, 100);

    assertThat(
            ForecastRules.forecast(
                    days, TODAY.minusDays(99), TODAY, Optional.empty(), Optional.empty())
                .kind())
        .isEqualTo("no-cap");
    assertThat(forecast(days, 0, Optional.empty()).kind()).isEqualTo("exhausted");
    assertThat(forecast(days, 50, Optional.of(TODAY.plusDays(20))).kind()).isEqualTo("outlasts");
    assertThat(forecast(days, 50, Optional.of(TODAY.plusDays(90))).kind()).isEqualTo("dated");
  }

  @Test
  void four_times_of_five_the_day_falls_within_the_interval() {
    Random random = new Random(20_261_125);
    int within = 0;
    int rounds = 2_000;
    for (int round = 0; round < rounds; round++) {
      double rate = 0.1 + random.nextDouble();
      List<ForecastRules.Day> days = new ArrayList<>();
      for (int back = 0; back < 120; back++) {
        days.add(new ForecastRules.Day(TODAY.minusDays(back), poisson(rate, random)));
      }
      int left = 5 + random.nextInt(60);
      Forecast forecast =
          ForecastRules.forecast(
              days, TODAY.minusDays(119), TODAY, Optional.of(left), Optional.empty());
      int day = 0;
      for (int taken = 0; taken < left; day++) {
        taken += poisson(rate, random);
      }
      LocalDate out = TODAY.plusDays(day);
      within +=
          !out.isBefore(forecast.earliest().orElseThrow())
                  && !out.isAfter(forecast.latest().orElseThrow())
              ? 1
              : 0;
    }
    assertThat(100.0 * within / rounds).isBetween(77.0, 84.0);
  }

  private static Forecast forecast(
      List<ForecastRules.Day> days, int left, Optional<LocalDate> lastDay) {
    return ForecastRules.forecast(
        days, days.get(days.size() - 1).date(), TODAY, Optional.of(left), lastDay);
  }

  /** One place every so many days, from today backwards. */
  private static List<ForecastRules.Day> every(int step, int days) {
    List<ForecastRules.Day> found = new ArrayList<>();
    for (int back = 0; back < days; back += step) {
      found.add(new ForecastRules.Day(TODAY.minusDays(back), 1));
    }
    if (found.get(found.size() - 1).date().isAfter(TODAY.minusDays(days - 1L))) {
      found.add(new ForecastRules.Day(TODAY.minusDays(days - 1L), 0));
    }
    return found;
  }

  private static long width(Forecast forecast) {
    return ChronoUnit.DAYS.between(
        forecast.earliest().orElseThrow(), forecast.latest().orElseThrow());
  }

  private static int poisson(double rate, Random random) {
    double limit = Math.exp(-rate);
    double product = random.nextDouble();
    int n = 0;
    while (product > limit) {
      product *= random.nextDouble();
      n++;
    }
    return n;
  }
}
