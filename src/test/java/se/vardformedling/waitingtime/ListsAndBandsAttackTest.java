package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

/**
 * Someone reads the waiting lists (or what was performed in 90 days) of units, regions and the
 * country together with every share and band of the units: how closely can a number that is not
 * told, a part of a share that is not, and a band of a few be told? Built from the published rows
 * alone.
 */
class ListsAndBandsAttackTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private static final double WIDTH = Thresholds.CURRENT.count();
  private static final List<Integer> LIMITS = List.of(30, 60, 90, 150);
  private static final List<String> BANDS =
      List.of("band-0-30", "band-31-60", "band-61-90", "band-91-150", "band-over-150");

  /** Shares, and the bands, from the first to before the last, that each is of. */
  private static final Map<String, List<Integer>> SHARES =
      Map.of(
          "share-30", List.of(0, 1),
          "share-60", List.of(0, 2),
          "share-over-150", List.of(4, 5),
          "share-over-90", List.of(3, 5));

  /** Something that must not be told: the patients of some bands of a place. */
  private record Secret(FigureKey key, int from, int to) {}

  @ParameterizedTest
  @CsvSource({"waiting, now, 40", "performed, 90, 40"})
  void nothing_that_is_hidden_can_be_told_closer_than_the_threshold(
      String clock, String span, int least) {
    int secrets = 0;
    int masked = 0;
    for (int seed = 0; seed < 6; seed++) {
      List<Counted> counts = random(new Random(seed), clock);
      List<FigureRow> rows =
          FigureRules.figures(FigureRulesTest.input(counts, TO), new Disclosure(Thresholds.CURRENT))
              .stream()
              .filter(row -> row.key().clock().equals(clock) && row.key().span().equals(span))
              .filter(row -> row.key().slice().equals(FigureKey.ALL))
              .toList();
      masked += (int) rows.stream().filter(row -> row.n() == null).count();
      for (Secret secret : secrets(rows, counts)) {
        double low = extreme(rows, secret, false);
        double high = extreme(rows, secret, true);
        secrets++;
        assertThat(high - low)
            .as("seed %d %s: %s to %s", seed, secret, low, high)
            .isGreaterThanOrEqualTo(WIDTH - 1e-6);
      }
    }
    assertThat(masked).as("numbers that are not told").isGreaterThan(3);
    assertThat(secrets).isGreaterThan(least);
  }

  private static List<Secret> secrets(List<FigureRow> rows, List<Counted> counts) {
    List<Secret> secrets = new ArrayList<>();
    for (FigureRow row : rows) {
      Integer n = row.n();
      if (n == null) {
        secrets.add(new Secret(row.key(), 0, BANDS.size()));
      } else if (n > 0 && row.values().share90() == null) {
        secrets.add(new Secret(row.key(), 0, 3));
      }
      for (int band = 0; band < BANDS.size(); band++) {
        int few = band(row, counts, band);
        if (row.key().level().equals("unit") && few > 0 && few < WIDTH) {
          secrets.add(new Secret(row.key(), band, band + 1));
        }
      }
    }
    return secrets;
  }

  private static int band(FigureRow row, List<Counted> counts, int band) {
    return counts.stream()
        .filter(c -> c.serviceId().equals(row.key().place()))
        .filter(c -> !c.day().isBefore(row.start()) && !c.day().isAfter(row.end()))
        .filter(c -> LIMITS.stream().filter(limit -> c.counted() > limit).count() == band)
        .mapToInt(Counted::n)
        .sum();
  }

  private static double extreme(List<FigureRow> rows, Secret secret, boolean largest) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<String, Variable> atoms = new LinkedHashMap<>();
    for (FigureRow row : rows) {
      List<List<Variable>> bands = bands(model, atoms, rows, row.key());
      Integer n = row.n();
      if (n != null) {
        sum(model, bands, 0, BANDS.size(), n, n);
        share(model, bands, 0, 3, row.values().share90(), n);
        Map<String, @Nullable Double> more = row.values().more();
        SHARES.forEach(
            (name, some) -> share(model, bands, some.get(0), some.get(1), more.get(name), n));
        for (int band = 0; band < BANDS.size(); band++) {
          Double exact = more.get(BANDS.get(band));
          if (exact != null) {
            sum(model, bands, band, band + 1, exact, exact);
          }
        }
      }
    }
    List<Variable> target =
        bands(model, atoms, rows, secret.key()).subList(secret.from(), secret.to()).stream()
            .flatMap(List::stream)
            .toList();
    target.forEach(variable -> variable.weight(1));
    var result = largest ? model.maximise() : model.minimise();
    assertThat(result.getState().isFeasible()).as(secret + " " + result.getState()).isTrue();
    return target.stream().mapToDouble(variable -> variable.getValue().doubleValue()).sum();
  }

  private static void share(
      ExpressionsBasedModel model,
      List<List<Variable>> bands,
      int from,
      int to,
      @Nullable Double share,
      int n) {
    if (share != null) {
      double rounding = 0.05 * n / 100 + 1e-9;
      sum(model, bands, from, to, share * n / 100 - rounding, share * n / 100 + rounding);
    }
  }

  private static void sum(
      ExpressionsBasedModel model,
      List<List<Variable>> bands,
      int from,
      int to,
      double low,
      double high) {
    Expression sum = model.newExpression("e" + model.countExpressions()).lower(low).upper(high);
    bands.subList(from, to).stream()
        .flatMap(List::stream)
        .forEach(variable -> sum.set(variable, 1));
  }

  /** By band, a number for every unit of the place. A unit's county is the end of its name. */
  private static List<List<Variable>> bands(
      ExpressionsBasedModel model,
      Map<String, Variable> atoms,
      List<FigureRow> rows,
      FigureKey place) {
    TreeSet<String> units =
        rows.stream()
            .filter(row -> row.key().level().equals("unit"))
            .map(row -> row.key().place())
            .filter(
                unit ->
                    place.level().equals("nation")
                        || unit.equals(place.place())
                        || county(unit).equals(place.place()))
            .collect(Collectors.toCollection(TreeSet::new));
    return IntStream.range(0, BANDS.size())
        .mapToObj(
            band ->
                units.stream()
                    .map(
                        unit ->
                            atoms.computeIfAbsent(
                                unit + "|" + band,
                                name -> model.newVariable(name).lower(0).upper(20_000)))
                    .toList())
        .toList();
  }

  private static String county(String unit) {
    return unit.substring(unit.indexOf('-') + 1);
  }

  /** Units of a few and of many, some of them alone in their region. */
  private static List<Counted> random(Random random, String clock) {
    List<Counted> counts = new ArrayList<>();
    for (int unit = 0; unit < 7; unit++) {
      String name = "s" + unit + "-" + List.of("21", "22", "23").get(random.nextInt(3));
      int n = random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 12 + random.nextInt(90);
      for (int i = 0; i < n; i++) {
        int days = random.nextInt(220);
        LocalDate day = clock.equals("waiting") ? TO : TO.minusDays(random.nextInt(88));
        counts.add(new Counted(name, county(name), clock, day, days, days, "", "", 0, 0, 1));
      }
    }
    return counts;
  }
}
