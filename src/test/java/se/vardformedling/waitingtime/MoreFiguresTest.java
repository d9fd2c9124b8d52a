package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

class MoreFiguresTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private static final double WIDTH = Thresholds.CURRENT.count();
  private static final List<Integer> LIMITS = List.of(30, 60, 90, 150);
  private static final List<String> BANDS =
      List.of("band-0-30", "band-31-60", "band-61-90", "band-91-150", "band-over-150");

  @Test
  void shares_bands_and_flow_are_of_the_last_ninety_days_and_of_who_waits_now() {
    List<Counted> counts = new ArrayList<>(List.of(of("performed", 200, 10, 20)));
    List.of(20, 50, 80, 120, 200).forEach(days -> counts.add(of("performed", 10, days, 9)));
    List.of(30, 60, 90, 150, 151).forEach(days -> counts.add(of("waiting", 0, days, 6)));
    counts.add(of("removed", 5, 40, 9));
    counts.add(of("removed", 89, 400, 9));

    Map<String, Map<String, @Nullable Double>> more = more(counts);

    assertThat(more.get("performed"))
        .isEqualTo(
            Map.of(
                "share-30",
                20.0,
                "share-60",
                40.0,
                "share-over-150",
                20.0,
                "performed-per-week",
                3.5));
    assertThat(more.get("waiting"))
        .isEqualTo(
            Map.of(
                "band-0-30", 6.0,
                "band-31-60", 6.0,
                "band-61-90", 6.0,
                "band-91-150", 6.0,
                "band-over-150", 6.0,
                "share-over-90", 40.0,
                // 20, 50 (of the treated), 30 and 60 (of who waits; 90 came the day before), and
                // 40.
                "added-per-week", rounded((9 * 2 + 9 + 6 * 2) * 7 / 90.0),
                "removed-per-week", 1.4,
                "clearance-weeks", 8.6));
  }

  @Test
  void one_band_of_a_few_leaves_none_of_them() {
    List<Counted> counts = new ArrayList<>(List.of(of("performed", 200, 10, 20)));
    List.of(20, 50, 80, 120, 200).forEach(days -> counts.add(of("performed", 10, days, 9)));
    counts.add(of("waiting", 0, 10, 30));
    counts.add(of("waiting", 0, 40, 3));
    counts.add(of("removed", 5, 40, 2));

    Map<String, @Nullable Double> waiting = more(counts).get("waiting");

    assertThat(waiting)
        .containsEntry("share-over-90", 0.0)
        .containsEntry("band-0-30", null)
        .containsEntry("band-31-60", null)
        .containsEntry("band-over-150", null)
        .containsEntry("added-per-week", null)
        .containsEntry("removed-per-week", null);
  }

  @Test
  void a_source_that_does_not_go_back_ninety_days_knows_no_week() {
    List<Counted> counts = new ArrayList<>();
    List.of(20, 50, 80, 120, 200).forEach(days -> counts.add(of("performed", 10, days, 9)));
    counts.add(of("waiting", 0, 10, 30));

    assertThat(more(counts).get("performed"))
        .containsOnlyKeys("share-30", "share-60", "share-over-150");
    assertThat(more(counts).get("waiting")).doesNotContainKeys("added-per-week", "clearance-weeks");
  }

  @Test
  void waits_that_were_prolonged_or_chosen_are_shares_of_what_is_told_unless_they_are_a_few() {
    List<Counted> counts = new ArrayList<>(List.of(of("performed", 200, 10, 20)));
    counts.add(paused("performed", 10, 50, 50, 5, 12));
    counts.add(paused("performed", 10, 50, 30, 0, 3));
    counts.add(of("performed", 10, 50, 25));
    counts.add(paused("waiting", 0, 80, 60, 0, 10));
    counts.add(of("waiting", 0, 70, 30));

    Map<String, Map<String, @Nullable Double>> more = more(counts);

    assertThat(more.get("performed"))
        .containsEntry("share-medical", 30.0)
        .containsEntry("share-chosen", null);
    assertThat(more.get("waiting"))
        .containsEntry("share-medical", 0.0)
        .containsEntry("share-chosen", 25.0);
  }

  @Test
  void a_source_that_knows_of_no_pauses_has_no_share_of_them() {
    List<Counted> counts = List.of(of("performed", 200, 10, 20), of("performed", 10, 50, 40));

    assertThat(more(counts).get("performed")).doesNotContainKeys("share-medical", "share-chosen");
  }

  /**
   * Someone who knows every figure of a unit, and how many were on its list as the period began:
   * how closely can what is not told be found out?
   */
  @Test
  void what_is_not_told_can_be_told_no_closer_than_the_threshold() {
    int secrets = 0;
    int told = 0;
    for (int seed = 0; seed < 60; seed++) {
      List<Counted> counts = random(new Random(seed));
      for (FigureRow row : rows(counts)) {
        boolean bands = row.key().level().equals("unit") && !row.values().more().isEmpty();
        if (bands && row.values().more().containsKey("share-over-90")) {
          secrets += attackBands(row, counts);
          secrets += attackFlow(row, counts);
          told += row.values().more().get("band-0-30") == null ? 0 : 1;
        } else if (bands) {
          secrets += attackBands(row, counts);
        }
      }
    }
    assertThat(secrets).isGreaterThan(30);
    assertThat(told).isGreaterThan(10);
  }

  /** Each band of a few: from n, the share within 90 days and whatever else is told. */
  private static int attackBands(FigureRow row, List<Counted> counts) {
    List<Integer> truth = bands(row, counts);
    int secrets = 0;
    for (int band = 0; band < truth.size(); band++) {
      if (truth.get(band) > 0 && truth.get(band) < WIDTH) {
        secrets++;
        double[] range = {solve(row, band, false), solve(row, band, true)};
        assertThat(range[1] - range[0])
            .as("%s %s %s", row, truth, band)
            .isGreaterThanOrEqualTo(WIDTH - 1e-6);
      }
    }
    return secrets;
  }

  private static double solve(FigureRow row, int wanted, boolean largest) {
    Map<String, @Nullable Double> more = row.values().more();
    int n = Objects.requireNonNull(row.n());
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    List<Variable> bands = new ArrayList<>();
    BANDS.forEach(name -> bands.add(model.newVariable(name).lower(0).upper(10_000)));
    Expression all = model.newExpression("n").level(n);
    bands.forEach(band -> all.set(band, 1));
    share(model, bands.subList(0, 3), row.values().share90(), n);
    share(model, bands.subList(0, 1), more.get("share-30"), n);
    share(model, bands.subList(0, 2), more.get("share-60"), n);
    share(model, bands.subList(4, 5), more.get("share-over-150"), n);
    share(model, bands.subList(3, 5), more.get("share-over-90"), n);
    for (int i = 0; i < bands.size(); i++) {
      Double exact = more.get(BANDS.get(i));
      if (exact != null) {
        bands.get(i).level(exact);
      }
    }
    bands.get(wanted).weight(1);
    Optimisation.Result result = largest ? model.maximise() : model.minimise();
    assertThat(result.getState().isFeasible()).isTrue();
    return result.get(wanted).doubleValue();
  }

  private static void share(
      ExpressionsBasedModel model, List<Variable> parts, @Nullable Double share, int n) {
    if (share != null) {
      Expression sum =
          model
              .newExpression("s" + model.countExpressions())
              .lower((share - 0.05) * n / 100 - 1e-9)
              .upper((share + 0.05) * n / 100 + 1e-9);
      parts.forEach(part -> sum.set(part, 1));
    }
  }

  /** Who left untreated is what came, with the old list, and neither was treated nor waits. */
  private static int attackFlow(FigureRow row, List<Counted> counts) {
    int removed = flow(row, counts, "removed");
    int added = flow(row, counts, "added");
    Map<String, @Nullable Double> more = row.values().more();
    int secrets = 0;
    for (int n : List.of(removed, added)) {
      if (n > 0 && n < WIDTH) {
        secrets++;
        assertThat(more.get("removed-per-week")).as("%s %s", row, removed).isNull();
        assertThat(more.get("added-per-week")).as("%s %s", row, added).isNull();
      }
    }
    return secrets;
  }

  private static int flow(FigureRow row, List<Counted> counts, String which) {
    LocalDate first = TO.minusDays(89);
    return counts.stream()
        .filter(c -> c.serviceId().equals(row.key().place()))
        .filter(c -> c.status().equals("waiting") || !c.day().isBefore(first))
        .filter(
            c ->
                which.equals("removed")
                    ? c.status().equals("removed")
                    : !c.day().minusDays(c.days()).isBefore(first))
        .mapToInt(Counted::n)
        .sum();
  }

  private static List<Integer> bands(FigureRow row, List<Counted> counts) {
    int[] bands = new int[BANDS.size()];
    counts.stream()
        .filter(c -> c.serviceId().equals(row.key().place()))
        .filter(c -> c.status().equals(row.key().clock()))
        .filter(c -> !c.day().isBefore(row.start()) && !c.day().isAfter(row.end()))
        .forEach(
            c ->
                bands[(int) LIMITS.stream().filter(limit -> c.counted() > limit).count()] += c.n());
    return java.util.Arrays.stream(bands).boxed().toList();
  }

  private static List<Counted> random(Random random) {
    List<Counted> counts = new ArrayList<>();
    for (int unit = 0; unit < 4; unit++) {
      String name = "s" + unit;
      int treated = 15 + random.nextInt(80);
      for (int i = 0; i < treated; i++) {
        counts.add(one(name, "performed", random.nextInt(200), random.nextInt(200)));
      }
      int list = 15 + random.nextInt(80);
      for (int i = 0; i < list; i++) {
        counts.add(one(name, "waiting", 0, random.nextInt(220)));
      }
      int left = random.nextInt(20);
      for (int i = 0; i < left; i++) {
        counts.add(one(name, "removed", random.nextInt(120), random.nextInt(200)));
      }
    }
    return counts;
  }

  private static Counted one(String unit, String status, int back, int days) {
    return new Counted(
        unit,
        unit.equals("s3") ? "03" : "01",
        status,
        TO.minusDays(back),
        days,
        days,
        "",
        "",
        0,
        0,
        1);
  }

  private static Counted of(String status, int back, int days, int n) {
    return new Counted("a", "01", status, TO.minusDays(back), days, days, "", "", 0, 0, n);
  }

  /** Of so many, each with some days of own choice, some of them for medical reasons. */
  private static Counted paused(
      String status, int back, int days, int counted, int medical, int n) {
    return new Counted(
        "a", "01", status, TO.minusDays(back), days, counted, "", "", 0, medical > 0 ? n : 0, n);
  }

  private static List<FigureRow> rows(List<Counted> counts) {
    return FigureRules.figures(
        FigureRulesTest.input(counts, TO), new Disclosure(Thresholds.CURRENT));
  }

  /** Of the unit, by clock. */
  private static Map<String, Map<String, @Nullable Double>> more(List<Counted> counts) {
    Map<String, Map<String, @Nullable Double>> more = new LinkedHashMap<>();
    rows(counts).stream()
        .filter(row -> !row.values().more().isEmpty())
        .peek(row -> assertThat(row.key().level()).isEqualTo("unit"))
        .forEach(row -> more.put(row.key().clock(), row.values().more()));
    return more;
  }

  private static double rounded(double value) {
    return Math.round(10 * value) / 10.0;
  }
}
