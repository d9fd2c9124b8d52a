package se.vardformedling.waitingtime.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.vardformedling.waitingtime.forecast.Clinic.Visit;
import se.vardformedling.waitingtime.forecast.Stay.Exit;

class WaitForecastRulesTest {
  private static final int SINCE = 300;
  private static final int TO = SINCE + 560;
  private static final int DAYS = TO + 400;
  private static final int LISTS = 24;

  @Test
  void a_queue_of_fifty_that_one_leaves_each_day_clears_in_fifty_days() {
    List<Stay> list = steady(50);

    Spread spread = QueueRules.clearance(list, TO).orElseThrow();

    assertThat(spread.p50()).isCloseTo(50, within(.5));
    assertThat(spread.p90() - spread.p10()).isLessThan(2);
  }

  @Test
  void with_one_need_the_queue_by_need_is_the_queue() {
    List<Stay> list =
        steady(50).stream()
            .map(
                s ->
                    new Stay(s.list(), s.entered(), s.left(), s.exit(), "later", s.chosen(), s.n()))
            .toList();

    Spread byNeed = QueueRules.priority(list, TO).orElseThrow();
    Spread queue = QueueRules.clearance(list, TO).orElseThrow();

    assertThat(byNeed.p10()).isCloseTo(queue.p10(), within(.01));
    assertThat(byNeed.p90()).isCloseTo(queue.p90(), within(.01));
  }

  @Test
  void those_who_can_wait_let_the_urgent_pass_those_who_come_later_too() {
    // Ten leave a week: four urgent at once, six of sixty others: 60 / (10 - 4) = ten weeks.
    List<Stay> list = new ArrayList<>();
    for (int week = 0; week < 60; week++) {
      int day = TO - 7 * week;
      list.add(new Stay("a", day, day, Exit.TREATED, "within-30", false, 4));
      list.add(new Stay("a", day - 70, day, Exit.TREATED, "later", false, 6));
      if (week < 10) {
        list.add(new Stay("a", day, TO, Exit.WAITING, "later", false, 6));
      }
    }

    Spread byNeed = QueueRules.priority(list, TO).orElseThrow();

    assertThat(QueueRules.clearance(list, TO).orElseThrow().p50()).isCloseTo(42, within(.5));
    assertThat(byNeed.p10()).isLessThan(2);
    assertThat(byNeed.p50()).isCloseTo(60, within(3.0));
    assertThat(byNeed.p90()).isCloseTo(79, within(3.0));
  }

  @Test
  void unfinished_waits_count_for_as_long_as_they_have_lasted() {
    // S(10) = 8/10, S(30) = 8/10 · 2/6 = 0.267, S(40) = 0.
    List<Stay> list =
        List.of(
            new Stay("a", TO - 100, TO - 90, Exit.TREATED, "", false, 2),
            new Stay("a", TO - 100, TO - 80, Exit.REMOVED, "", false, 2),
            new Stay("a", TO - 100, TO - 70, Exit.TREATED, "", false, 4),
            new Stay("a", TO - 100, TO - 60, Exit.TREATED, "", false, 2),
            // Who chooses to wait says nothing of how long it takes.
            new Stay("a", TO - 100, TO - 5, Exit.TREATED, "", true, 50));

    assertThat(SurvivalRules.waits(list, TO)).contains(new Spread(10, 30, 40, 40));
  }

  @Test
  void who_was_on_the_list_before_the_half_year_is_counted_from_what_they_had_waited_then() {
    // The ten old ones had waited 200 days already: they say nothing of the first two hundred.
    List<Stay> list =
        List.of(
            new Stay("a", TO - 381, TO - 150, Exit.TREATED, "", false, 10),
            new Stay("a", TO - 100, TO - 50, Exit.TREATED, "", false, 5),
            new Stay("a", TO - 100, TO - 40, Exit.TREATED, "", false, 5));

    assertThat(SurvivalRules.waits(list, TO)).contains(new Spread(50, 50, 60, 60));
  }

  @Test
  void an_estimate_that_ends_before_the_ninetieth_percentile_is_none() {
    List<Stay> list =
        List.of(
            new Stay("a", TO - 100, TO - 50, Exit.TREATED, "", false, 5),
            new Stay("a", TO - 100, TO, Exit.WAITING, "", false, 5));

    assertThat(SurvivalRules.waits(list, TO)).isEmpty();
  }

  @Test
  void where_each_waits_by_chance_kaplan_meier_wins_and_its_interval_holds_four_in_five() {
    int n = 0;
    double held = 0;
    for (int seed = 1; seed <= 4; seed++) {
      Clinic clinic = new Clinic(seed);
      List<Visit> visits = new ArrayList<>();
      for (int i = 0; i < LISTS; i++) {
        visits.addAll(clinic.byChance("list-" + i, DAYS, 1.5, 20 + 2 * i, 120 + 4 * i));
      }
      WaitForecasts made = forecasts(visits);

      assertThat(made.chosen()).as("seed %d %s", seed, made.trials()).contains(Model.SURVIVAL);
      Trial trial = made.trial(Model.SURVIVAL).orElseThrow();
      assertThat(trial.months()).isGreaterThan(4);
      assertThat(trial.coverage()).as("seed %d", seed).isBetween(.76, .86);
      assertThat(trial.pinball()).isLessThan(made.trial(Model.CLEARANCE).orElseThrow().pinball());
      n += later(visits).size();
      held += held(visits, made);
    }
    assertThat(held / n).as("of those who came afterwards").isBetween(.77, .85);
  }

  @Test
  void where_all_are_taken_in_order_the_queue_wins_and_its_interval_holds_four_in_five() {
    int n = 0;
    double held = 0;
    for (int seed = 1; seed <= 4; seed++) {
      Clinic clinic = new Clinic(seed);
      List<Visit> visits = new ArrayList<>();
      for (int i = 0; i < LISTS; i++) {
        visits.addAll(clinic.inOrder("list-" + i, DAYS, 2, 200 + 3 * i));
      }
      WaitForecasts made = forecasts(visits);

      assertThat(made.chosen()).as("seed %d %s", seed, made.trials()).contains(Model.CLEARANCE);
      n += later(visits).size();
      held += held(visits, made);
    }
    assertThat(held / n).as("of those who came afterwards").isBetween(.74, .86);
  }

  @Test
  void where_the_urgent_go_before_a_model_that_knows_it_beats_the_queue() {
    Clinic clinic = new Clinic(7);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      visits.addAll(clinic.byNeed("list-" + i, DAYS, 2, 200, .3));
    }
    WaitForecasts made = forecasts(visits);

    assertThat(made.trials()).extracting(Trial::model).containsExactly(Model.values());
    assertThat(made.trial(Model.PRIORITY).orElseThrow().pinball())
        .isLessThan(made.trial(Model.CLEARANCE).orElseThrow().pinball());
    assertThat(made.chosen()).as("%s", made.trials()).isPresent();
    assertThat(made.chosen()).isNotEqualTo(java.util.Optional.of(Model.CLEARANCE));
    assertThat(held(visits, made) / later(visits).size()).isBetween(.7, .9);
  }

  @Test
  void nothing_is_forecast_where_no_model_has_held_what_it_promised() {
    // From one day on, all who come wait five times as long: nothing known before tells of it.
    List<Visit> visits = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      int wait = day < SINCE + 200 ? 20 + day % 5 : 100 + 7 * (day % 11);
      visits.add(new Visit("a", day, day + wait, ""));
      visits.add(new Visit("a", day, day + wait + 1, ""));
    }
    WaitForecasts made = forecasts(visits);

    assertThat(made.trials()).isNotEmpty();
    assertThat(made.trials()).noneMatch(trial -> trial.coverage() >= .7 && trial.coverage() <= .95);
    assertThat(made.chosen()).isEmpty();
    assertThat(made.expected()).isEmpty();
  }

  @Test
  void who_has_treated_few_is_drawn_towards_all_and_says_so() {
    Clinic clinic = new Clinic(3);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      visits.addAll(clinic.byChance("list-" + i, DAYS, 1.5, 30, 150));
    }
    visits.addAll(clinic.byChance("small", DAYS, .05, 100, 160));
    visits.addAll(clinic.byChance("tiny", DAYS, .01, 100, 160));
    WaitForecasts made = forecasts(visits);

    assertThat(made.expected()).containsKey("small").doesNotContainKey("tiny");
    assertThat(of(made, "small").pooled()).isTrue();
    assertThat(of(made, "list-0").pooled()).isFalse();
    assertThat(of(made, "small").spread().p50())
        .isLessThan(125)
        .isGreaterThan(of(made, "list-0").spread().p50());
  }

  @Test
  void the_same_lists_in_another_order_give_the_same_forecasts() {
    Clinic clinic = new Clinic(5);
    List<Visit> visits = new ArrayList<>(clinic.byChance("a", DAYS, 1.5, 20, 140));
    visits.addAll(clinic.byNeed("b", DAYS, 2, 200, .3));
    WaitForecasts once = forecasts(visits);
    java.util.Collections.shuffle(visits, new java.util.Random(2));

    assertThat(forecasts(visits)).isEqualTo(once);
  }

  /** One comes and one leaves each day, in order. */
  private static List<Stay> steady(int queue) {
    return IntStream.rangeClosed(SINCE - queue, TO)
        .mapToObj(
            day ->
                day + queue <= TO
                    ? new Stay("a", day, day + queue, Exit.TREATED, "", false, 1)
                    : new Stay("a", day, TO, Exit.WAITING, "", false, 1))
        .toList();
  }

  private static WaitForecasts.Expected of(WaitForecasts made, String list) {
    return Objects.requireNonNull(made.expected().get(list));
  }

  private static WaitForecasts forecasts(List<Visit> visits) {
    return WaitForecastRules.forecasts(SINCE, TO, Clinic.known(visits, SINCE, TO));
  }

  /** Those who came in the month after, whom nobody knew of. */
  private static List<Visit> later(List<Visit> visits) {
    return visits.stream().filter(v -> v.entered() > TO && v.entered() <= TO + 30).toList();
  }

  private static double held(List<Visit> visits, WaitForecasts made) {
    return later(visits).stream()
        .filter(v -> of(made, v.list()).spread().holds(v.treated() - v.entered()))
        .count();
  }
}
