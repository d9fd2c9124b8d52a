package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

/**
 * Someone reads every row that is published, and knows that persons are counted once: how closely
 * can what is masked, what a silent unit did, and what two periods differ by be told? Built from
 * the published rows and the counts alone, not from the code that masks.
 */
class PublishedFiguresAttackTest {
  private static final double WIDTH = Thresholds.CURRENT.count();

  /** The unknowns: persons of one unit, one need and one piece of time between two boundaries. */
  private final Map<String, Variable> atoms = new LinkedHashMap<>();

  private LocalDate to = LocalDate.EPOCH;

  /** Something that must not be told: some days of one place. */
  private record Secret(FigureKey key, List<String> pieces) {}

  @ParameterizedTest
  @CsvSource({"2026-11-24, 1", "2026-10-31, 1"})
  void no_masked_number_can_be_told_closer_than_the_threshold(LocalDate last, int seeds) {
    to = last;
    int secrets = 0;
    for (int seed = 0; seed < seeds; seed++) {
      List<Counted> counts = FigureRulesTest.random(new Random(seed), 5, to);
      FigureInput input = FigureRulesTest.input(counts, to);
      List<FigureRow> rows = FigureRules.figures(input, new Disclosure(Thresholds.CURRENT));
      assertDifferencesAreLarge(rows, "seed " + seed);
      List<Secret> hidden = secrets(rows, counts, input);
      secrets += hidden.size();
      Map<Secret, double[]> ranges = new LinkedHashMap<>();
      for (Secret secret : hidden) {
        for (boolean largest : new boolean[] {true, false}) {
          double[] known = ranges.getOrDefault(secret, new double[2]);
          if (known[1] - known[0] < WIDTH) {
            solve(rows, hidden, input, secret, largest, ranges);
          }
        }
        double[] range = ranges.getOrDefault(secret, new double[2]);
        assertThat(range[1] - range[0])
            .as("seed %d %s: %s to %s", seed, secret, range[0], range[1])
            .isGreaterThanOrEqualTo(WIDTH - 1e-6);
      }
    }
    assertThat(secrets).isGreaterThan(20 * seeds);
  }

  /** Of 31 October the 30 days are October but its first. */
  @Test
  void three_a_day_are_not_what_a_month_has_more_than_thirty_days() {
    to = LocalDate.of(2026, 10, 31);
    List<Counted> counts = new ArrayList<>();
    for (int back = 0; back < 500; back++) {
      counts.add(counted("daily", "21", back));
      counts.add(counted("other", "22", back));
    }

    assertDifferencesAreLarge(published(counts, Set.of()), "two units");
  }

  @Test
  void what_a_silent_unit_did_is_not_what_its_region_has_more_than_the_rest() {
    to = LocalDate.of(2026, 11, 24);
    List<Counted> counts = new ArrayList<>();
    for (int back = 0; back < 500; back++) {
      counts.add(counted("beside", "22", back));
    }
    counts.add(counted("quiet", "22", 60));
    List<FigureRow> rows = published(counts, Set.of("quiet"));

    assertThat(rows)
        .filteredOn(row -> row.key().place().equals("22") || row.key().place().equals("beside"))
        .filteredOn(row -> row.key().slice().equals("all") && row.key().span().equals("90"))
        .filteredOn(row -> row.n() != null)
        .hasSizeLessThan(2);
  }

  private List<FigureRow> published(List<Counted> counts, Set<String> silent) {
    FigureInput input = FigureRulesTest.silent(FigureRulesTest.input(counts, to), silent);
    return FigureRules.figures(input, new Disclosure(Thresholds.CURRENT));
  }

  private Counted counted(String unit, String county, int back) {
    return new Counted(unit, county, "performed", to.minusDays(back), 50, 50, "later", "", 0, 0, 3);
  }

  /**
   * Two numbers of one place, of which one lies within the other, are not left to be subtracted.
   */
  private void assertDifferencesAreLarge(List<FigureRow> rows, String name) {
    Map<String, Map<String, Integer>> shown = new LinkedHashMap<>();
    for (FigureRow row : rows) {
      Integer n = row.n();
      if (n != null && row.key().clock().equals("performed") && row.key().slice().equals("all")) {
        shown
            .computeIfAbsent(row.key().place(), p -> new LinkedHashMap<>())
            .put(row.key().span(), n);
      }
    }
    List<Span> spans = Span.all(to);
    shown.forEach(
        (place, numbers) -> {
          for (Span outer : spans) {
            for (Span inner : spans) {
              if (outer.holds(inner)) {
                Optional<Integer> whole = outer.told(numbers);
                Optional<Integer> part = inner.told(numbers);
                whole.ifPresent(
                    all ->
                        part.ifPresent(
                            some ->
                                assertThat(all - some)
                                    .as("%s %s: %s less %s", name, place, outer, inner)
                                    .matches(n -> n == 0 || n >= WIDTH)));
              }
            }
          }
        });
  }

  private List<Secret> secrets(List<FigureRow> rows, List<Counted> counts, FigureInput input) {
    List<Secret> secrets = new ArrayList<>();
    for (FigureRow row : rows) {
      boolean secret =
          row.state().equals("missing") || FigureGrid.unnumbered(to).contains(row.key().span())
              ? few(counts, row.key(), pieces(row))
              : row.state().equals("masked") && row.n() == null;
      if (secret && !row.key().span().equals("running")) {
        secrets.add(new Secret(row.key(), pieces(row)));
      }
    }
    List<Span> spans = Span.all(to);
    for (String unit : new TreeSet<>(input.counties().keySet())) {
      FigureKey key = new FigureKey("performed", "unit", unit, "all", "difference");
      for (Span outer : spans) {
        for (Span inner : spans) {
          if (outer.holds(inner) && closest(outer, inner)) {
            List<String> pieces = new ArrayList<>(pieces(outer.start(), outer.end()));
            pieces.removeAll(pieces(inner.start(), inner.end()));
            Secret secret = new Secret(key, pieces);
            if (few(counts, key, pieces) && !secrets.contains(secret)) {
              secrets.add(secret);
            }
          }
        }
      }
    }
    return secrets;
  }

  /** Less than a month of difference: what else differs is a month, and has a number of its own. */
  private static boolean closest(Span outer, Span inner) {
    return inner.start().isBefore(outer.start().plusDays(31))
        && outer.end().isBefore(inner.end().plusDays(31))
        && !(outer.name().equals("months") && inner.name().equals("months"));
  }

  private boolean few(List<Counted> counts, FigureKey key, List<String> pieces) {
    int n = 0;
    for (Counted count : counts) {
      boolean here =
          key.level().equals("nation")
              || count.serviceId().equals(key.place())
              || count.county().equals(key.place());
      boolean one = key.slice().equals("all") || key.slice().equals("need-" + count.need());
      if (here && one && pieces.contains(piece(count.day()))) {
        n += count.n();
      }
    }
    return n > 0 && n < WIDTH;
  }

  /** One world that fits all that is published; it widens what is possible for every masked row. */
  private void solve(
      List<FigureRow> rows,
      List<Secret> hidden,
      FigureInput input,
      Secret target,
      boolean largest,
      Map<Secret, double[]> ranges) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    atoms.clear();
    for (FigureRow row : rows) {
      Integer n = row.n();
      if (n != null) {
        equation(model, input, row, n);
      }
    }
    Map<Secret, List<Variable>> parts = new LinkedHashMap<>();
    hidden.forEach(secret -> parts.put(secret, parts(model, input, secret.key(), secret.pieces())));
    parts.getOrDefault(target, List.of()).forEach(variable -> variable.weight(1));
    Optimisation.Result result = largest ? model.maximise() : model.minimise();
    assertThat(result.getState().isFeasible()).as(target + " " + result.getState()).isTrue();
    parts.forEach(
        (secret, variables) -> {
          double value = variables.stream().mapToDouble(v -> v.getValue().doubleValue()).sum();
          double[] range = ranges.computeIfAbsent(secret, r -> new double[] {value, value});
          range[0] = Math.min(range[0], value);
          range[1] = Math.max(range[1], value);
        });
  }

  private void equation(ExpressionsBasedModel model, FigureInput input, FigureRow row, int n) {
    Expression sum = model.newExpression("r" + model.countExpressions()).level(n);
    List<Variable> parts = parts(model, input, row.key(), pieces(row));
    parts.forEach(variable -> sum.set(variable, 1));
    Double share = row.values().share90();
    if (share != null) {
      Expression within =
          model
              .newExpression("s" + model.countExpressions())
              .lower((share - 0.05) * n / 100 - 1e-9)
              .upper((share + 0.05) * n / 100 + 1e-9);
      parts.stream()
          .filter(variable -> variable.getName().endsWith("|90"))
          .forEach(variable -> within.set(variable, 1));
    }
  }

  /** The atoms that a number is the sum of. */
  private List<Variable> parts(
      ExpressionsBasedModel model, FigureInput input, FigureKey key, List<String> pieces) {
    List<Variable> parts = new ArrayList<>();
    for (Map.Entry<String, String> unit : input.counties().entrySet()) {
      boolean here =
          switch (key.level()) {
            case "unit" -> unit.getKey().equals(key.place());
            case "region" -> unit.getValue().equals(key.place());
            default -> true;
          };
      for (String need : here ? List.of("within-30", "within-90", "later") : List.<String>of()) {
        if (key.slice().equals("all") || key.slice().equals("need-" + need)) {
          for (String piece : pieces) {
            for (String wait : List.of("90", "more")) {
              String name = String.join("|", unit.getKey(), need, piece, wait);
              parts.add(
                  atoms.computeIfAbsent(name, k -> model.newVariable(k).lower(0).upper(20_000)));
            }
          }
        }
      }
    }
    return parts;
  }

  private List<String> pieces(FigureRow row) {
    return pieces(row.start(), row.end());
  }

  private List<String> pieces(LocalDate start, LocalDate end) {
    return cuts().stream()
        .filter(cut -> !cut.isBefore(start) && !cut.isAfter(end))
        .map(LocalDate::toString)
        .toList();
  }

  private String piece(LocalDate day) {
    return cuts().stream()
        .filter(cut -> !cut.isAfter(day))
        .reduce((earlier, later) -> later)
        .map(LocalDate::toString)
        .orElse("");
  }

  /** Time cut at the first of every month and at the first day of every window. */
  private List<LocalDate> cuts() {
    List<LocalDate> cuts = new ArrayList<>();
    FigureSums.months(to).forEach(month -> cuts.add(month.atDay(1)));
    cuts.add(YearMonth.from(to).atDay(1));
    FigureSums.WINDOWS.forEach(window -> cuts.add(FigureSums.first(to, window)));
    return cuts.stream().distinct().sorted().toList();
  }
}
