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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

/**
 * Someone reads the numbers and shares of one period, of units, regions and the country: how
 * closely can the part of a place whose share is not told be found by subtraction? Built from the
 * published rows alone.
 */
class HiddenSharesAttackTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private static final double WIDTH = Thresholds.CURRENT.count();

  /** Patients of a place, and those of them that the share is of. */
  private record World(List<Variable> all, List<Variable> part) {}

  @Test
  void the_share_of_seven_is_not_what_their_region_has_more_than_the_other_unit() {
    for (int within : List.of(0, 1, 6, 7)) {
      List<Counted> counts = new ArrayList<>();
      add(counts, "seven", "21", within, 7 - within);
      add(counts, "beside", "21", 20, 12);
      add(counts, "elsewhere", "22", 30, 11);
      add(counts, "farther", "23", 15, 17);

      List<FigureRow> rows = published(counts);

      assertThat(attack(rows, "performed", "30")).as("%d of seven", within).isPositive();
      assertThat(row(rows, "seven").n()).isEqualTo(7);
      assertThat(row(rows, "elsewhere").values().share90()).isEqualTo(73.2);
    }
  }

  @Test
  void no_hidden_share_can_be_told_closer_than_the_threshold() {
    int secrets = 0;
    for (int seed = 0; seed < 6; seed++) {
      List<FigureRow> rows = published(random(new Random(seed)));
      for (String span : List.of("30", "90", "365")) {
        secrets += attack(rows, "performed", span);
      }
      secrets += attack(rows, "waiting", "now");
    }
    assertThat(secrets).isGreaterThan(40);
  }

  /** How many shares are hidden; fails if one of them is found. */
  private static int attack(List<FigureRow> rows, String clock, String span) {
    List<FigureRow> told =
        rows.stream()
            .filter(row -> row.key().clock().equals(clock) && row.key().span().equals(span))
            .filter(row -> row.key().slice().equals(FigureKey.ALL))
            .toList();
    List<FigureRow> hidden =
        told.stream().filter(row -> row.n() != null && row.n() > 0 && share(row) == null).toList();
    for (FigureRow secret : hidden) {
      double low = extreme(told, secret, false);
      double high = extreme(told, secret, true);
      assertThat(high - low)
          .as("%s: %s to %s", secret.key(), low, high)
          .isGreaterThanOrEqualTo(WIDTH - 1e-6);
    }
    return hidden.size();
  }

  private static double extreme(List<FigureRow> told, FigureRow secret, boolean largest) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<String, Variable> atoms = new LinkedHashMap<>();
    for (FigureRow row : told) {
      World world = world(model, atoms, told, row);
      Integer n = row.n();
      if (n != null) {
        Expression sum = model.newExpression("n" + model.countExpressions()).level(n);
        world.all().forEach(variable -> sum.set(variable, 1));
        Double share = share(row);
        if (share != null) {
          Expression part =
              model
                  .newExpression("s" + model.countExpressions())
                  .lower((share - 0.05) * n / 100 - 1e-9)
                  .upper((share + 0.05) * n / 100 + 1e-9);
          world.part().forEach(variable -> part.set(variable, 1));
        }
      }
    }
    List<Variable> target = world(model, atoms, told, secret).part();
    target.forEach(variable -> variable.weight(1));
    var result = largest ? model.maximise() : model.minimise();
    assertThat(result.getState().isFeasible()).as(secret + " " + result.getState()).isTrue();
    return target.stream().mapToDouble(variable -> variable.getValue().doubleValue()).sum();
  }

  /** A unit's county is the middle of its name; the country has every unit. */
  private static World world(
      ExpressionsBasedModel model,
      Map<String, Variable> atoms,
      List<FigureRow> told,
      FigureRow row) {
    List<Variable> all = new ArrayList<>();
    List<Variable> part = new ArrayList<>();
    for (String unit :
        told.stream()
            .filter(one -> one.key().level().equals("unit"))
            .map(one -> one.key().place())
            .collect(Collectors.toCollection(TreeSet::new))) {
      boolean here =
          switch (row.key().level()) {
            case "unit" -> unit.equals(row.key().place());
            case "region" -> county(unit).equals(row.key().place());
            default -> true;
          };
      for (String wait : here ? List.of("within", "over") : List.<String>of()) {
        Variable atom =
            atoms.computeIfAbsent(
                unit + "|" + wait, name -> model.newVariable(name).lower(0).upper(20_000));
        all.add(atom);
        if (wait.equals("within")) {
          part.add(atom);
        }
      }
    }
    return new World(all, part);
  }

  private static @Nullable Double share(FigureRow row) {
    return row.values().share90();
  }

  private static List<FigureRow> published(List<Counted> counts) {
    return FigureRules.figures(
        FigureRulesTest.input(counts, TO), new Disclosure(Thresholds.CURRENT));
  }

  private static FigureRow row(List<FigureRow> rows, String unit) {
    return rows.stream()
        .filter(row -> row.key().place().startsWith(unit) && row.key().span().equals("30"))
        .filter(row -> row.key().slice().equals(FigureKey.ALL))
        .findFirst()
        .orElseThrow();
  }

  private static String county(String unit) {
    return unit.substring(unit.indexOf('-') + 1);
  }

  private static void add(List<Counted> counts, String unit, String county, int within, int over) {
    Stream.of(Map.entry(60, within), Map.entry(120, over))
        .filter(some -> some.getValue() > 0)
        .forEach(
            some ->
                counts.add(
                    counted(unit + "-" + county, "performed", 3, some.getKey(), some.getValue())));
  }

  private static Counted counted(String unit, String status, int back, int days, int n) {
    return new Counted(unit, county(unit), status, TO.minusDays(back), days, days, "", "", 0, 0, n);
  }

  /** Many units of five to nine in a month, in few regions. */
  private static List<Counted> random(Random random) {
    List<Counted> counts = new ArrayList<>();
    for (int unit = 0; unit < 8; unit++) {
      String name = "s" + unit + "-" + List.of("21", "22", "23").get(random.nextInt(3));
      int month = random.nextBoolean() ? 5 + random.nextInt(5) : 12 + random.nextInt(30);
      for (int back = 0; back < 400; back += 1 + random.nextInt(Math.max(1, 60 / month))) {
        counts.add(counted(name, "performed", back, 30 + random.nextInt(120), 1));
      }
      for (int i = 0; i < month; i++) {
        counts.add(counted(name, "waiting", 0, 30 + random.nextInt(120), 1));
      }
    }
    return counts;
  }
}
