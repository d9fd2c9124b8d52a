package se.vardformedling.waitingtime.forecast;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tries every model on months that it has not seen, and forecasts with the best of those that may
 * be used: whose interval held about as many as it should, and who did better than the baseline or
 * is the baseline.
 */
public final class WaitForecastRules {
  private static final int FEWEST_MONTHS = 2;
  private static final int FEWEST_TRIED = 100;
  private static final double LOWEST_COVERAGE = .7;
  private static final double HIGHEST_COVERAGE = .95;
  private static final double MOSTLY = .9;
  private static final int FEWEST = 10;
  private static final int ENOUGH = 30;
  private static final int YEAR = 365;

  private static final Comparator<Stay> ORDER =
      Comparator.comparing(Stay::list)
          .thenComparing(Stay::entered)
          .thenComparing(Stay::left)
          .thenComparing(Stay::exit)
          .thenComparing(Stay::need)
          .thenComparing(Stay::chosen)
          .thenComparing(Stay::n);

  private final int to;
  private final List<Stay> all;
  private final Map<String, List<Stay>> lists;
  private final List<Model> models;
  private final List<HeldBack> months;

  private WaitForecastRules(int since, int to, List<Stay> stays) {
    this.to = to;
    // Sums of fractions come out the same only in the same order.
    this.all = stays.stream().sorted(ORDER).toList();
    this.lists =
        all.stream().collect(Collectors.groupingBy(Stay::list, TreeMap::new, Collectors.toList()));
    this.models = models(stays);
    this.months = HeldBack.of(since + SurvivalRules.WINDOW, to, stays);
  }

  /**
   * The forecasts.
   *
   * @param since the first day from which the source knows who left
   * @param to the last day that it speaks of
   * @param stays all who have been on the lists since, in any order
   */
  public static WaitForecasts forecasts(int since, int to, List<Stay> stays) {
    return new WaitForecastRules(since, to, stays).forecasts();
  }

  private WaitForecasts forecasts() {
    List<Trial> trials = trials();
    Optional<Model> chosen = choose(trials);
    Map<String, WaitForecasts.Expected> expected = new TreeMap<>();
    chosen.ifPresent(
        model -> {
          Optional<Spread> pooled = model.spread(all, to);
          lists.forEach(
              (list, stays) ->
                  expected(model, stays, pooled, to).ifPresent(one -> expected.put(list, one)));
        });
    return new WaitForecasts(trials, chosen, expected);
  }

  /** Without need there is no order of it. */
  private static List<Model> models(List<Stay> stays) {
    long known = stays.stream().filter(stay -> !stay.need().isEmpty()).mapToInt(Stay::n).sum();
    long n = stays.stream().mapToInt(Stay::n).sum();
    return known >= MOSTLY * n ? List.of(Model.values()) : List.of(Model.CLEARANCE, Model.SURVIVAL);
  }

  /** Few say little of themselves: they are drawn towards all, the more the fewer they are. */
  private static Optional<WaitForecasts.Expected> expected(
      Model model, List<Stay> list, Optional<Spread> pooled, int day) {
    int treated =
        list.stream()
            .filter(stay -> stay.treatedIn(day - YEAR, day) && !stay.chosen())
            .mapToInt(Stay::n)
            .sum();
    if (treated < FEWEST) {
      return Optional.empty();
    }
    Optional<Spread> own = model.spread(list, day);
    if (treated >= ENOUGH) {
      return own.map(spread -> new WaitForecasts.Expected(spread, false));
    }
    double weight = (double) ENOUGH / (treated + ENOUGH);
    return own.flatMap(
        spread ->
            pooled.map(every -> new WaitForecasts.Expected(spread.towards(every, weight), true)));
  }

  private List<Trial> trials() {
    Map<Model, Score> scores = new EnumMap<>(Model.class);
    months.forEach(month -> tryOn(month, scores));
    return models.stream()
        .map(model -> score(scores, model).trial(model, months.size()))
        .filter(trial -> trial.n() > 0)
        .toList();
  }

  /** All models are tried on the same waits: where one has no forecast, none is tried. */
  private void tryOn(HeldBack month, Map<Model, Score> scores) {
    int day = month.before();
    Map<Model, Optional<Spread>> pooled = new EnumMap<>(Model.class);
    models.forEach(model -> pooled.put(model, model.spread(all, day)));
    lists.forEach(
        (list, stays) -> {
          Map<Model, Spread> said = new EnumMap<>(Model.class);
          for (Model model : models) {
            expected(model, stays, pooled.getOrDefault(model, Optional.empty()), day)
                .ifPresent(one -> said.put(model, one.spread()));
          }
          if (said.size() == models.size()) {
            List<Stay> began = stays.stream().filter(month::tries).toList();
            said.forEach((model, spread) -> score(scores, model).take(spread, began));
          }
        });
  }

  private static Score score(Map<Model, Score> scores, Model model) {
    return scores.computeIfAbsent(model, m -> new Score());
  }

  private static Optional<Model> choose(List<Trial> trials) {
    Optional<Trial> baseline =
        trials.stream().filter(trial -> trial.model() == Model.CLEARANCE).findFirst();
    return baseline.flatMap(
        base ->
            trials.stream()
                .filter(trial -> trial.n() >= FEWEST_TRIED && trial.months() >= FEWEST_MONTHS)
                .filter(
                    trial ->
                        trial.coverage() >= LOWEST_COVERAGE && trial.coverage() <= HIGHEST_COVERAGE)
                .filter(trial -> trial == base || trial.pinball() < base.pinball())
                .min(Comparator.comparingDouble(Trial::pinball))
                .map(Trial::model));
  }

  /** Sums over the waits that a model was tried on. */
  private static final class Score {
    private int n;
    private int held;
    private int near;
    private double loss;
    private double bias;

    void take(Spread said, List<Stay> began) {
      for (Stay stay : began) {
        int days = stay.days();
        n += stay.n();
        held += said.holds(days) ? stay.n() : 0;
        near += Math.abs(days - said.p50()) <= 14 ? stay.n() : 0;
        loss += stay.n() * said.pinball(days);
        bias += stay.n() * (days - said.p50());
      }
    }

    Trial trial(Model model, int months) {
      double of = Math.max(1, n);
      return new Trial(model, months, n, held / of, near / of, loss / of, bias / of);
    }
  }
}
