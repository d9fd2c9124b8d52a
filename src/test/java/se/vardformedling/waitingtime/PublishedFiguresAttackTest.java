package se.vardformedling.waitingtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import se.vardformedling.disclosure.Disclosure;
import se.vardformedling.disclosure.Thresholds;

/**
 * Someone reads every row that is published, and knows that persons are counted once: how closely
 * can what is masked be told? Built from the published rows alone, not from the code that masks.
 */
class PublishedFiguresAttackTest {
  private static final LocalDate TO = LocalDate.of(2026, 11, 24);
  private static final double WIDTH = Thresholds.CURRENT.count();

  /** The unknowns: persons of one unit, one need and one piece of time between two boundaries. */
  private final Map<String, Variable> atoms = new LinkedHashMap<>();

  @Test
  void no_masked_number_can_be_told_closer_than_the_threshold() {
    int masked = 0;
    for (int seed = 0; seed < 3; seed++) {
      List<Counted> counts = FigureRulesTest.random(new Random(seed), 8);
      FigureInput input = FigureRulesTest.input(counts);
      List<FigureRow> rows = FigureRules.figures(input, new Disclosure(Thresholds.CURRENT));
      List<FigureRow> hidden =
          rows.stream()
              .filter(row -> row.state().equals("masked") && row.n() == null)
              .filter(row -> !row.key().span().equals("running"))
              .toList();
      masked += hidden.size();
      Map<FigureRow, double[]> ranges = new LinkedHashMap<>();
      for (FigureRow row : hidden) {
        for (boolean largest : new boolean[] {true, false}) {
          double[] known = ranges.getOrDefault(row, new double[2]);
          if (known[1] - known[0] < WIDTH) {
            solve(rows, hidden, input, row, largest, ranges);
          }
        }
        double[] range = ranges.getOrDefault(row, new double[2]);
        assertThat(range[1] - range[0])
            .as("seed %d %s: %s to %s", seed, row.key(), range[0], range[1])
            .isGreaterThanOrEqualTo(WIDTH - 1e-6);
      }
    }
    assertThat(masked).isGreaterThan(50);
  }

  /** One world that fits all that is published; it widens what is possible for every masked row. */
  private void solve(
      List<FigureRow> rows,
      List<FigureRow> hidden,
      FigureInput input,
      FigureRow target,
      boolean largest,
      Map<FigureRow, double[]> ranges) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    atoms.clear();
    for (FigureRow row : rows) {
      Integer n = row.n();
      if (n != null) {
        equation(model, input, row, n);
      }
    }
    Map<FigureRow, List<Variable>> parts = new LinkedHashMap<>();
    hidden.forEach(row -> parts.put(row, parts(model, input, row)));
    parts.getOrDefault(target, List.of()).forEach(variable -> variable.weight(1));
    Optimisation.Result result = largest ? model.maximise() : model.minimise();
    assertThat(result.getState().isFeasible()).as(target.key() + " " + result.getState()).isTrue();
    parts.forEach(
        (row, variables) -> {
          double value = variables.stream().mapToDouble(v -> v.getValue().doubleValue()).sum();
          double[] range = ranges.computeIfAbsent(row, r -> new double[] {value, value});
          range[0] = Math.min(range[0], value);
          range[1] = Math.max(range[1], value);
        });
  }

  private void equation(ExpressionsBasedModel model, FigureInput input, FigureRow row, int n) {
    Expression sum = model.newExpression("r" + model.countExpressions()).level(n);
    parts(model, input, row).forEach(variable -> sum.set(variable, 1));
    Double share = row.values().share90();
    if (share != null) {
      Expression within =
          model
              .newExpression("s" + model.countExpressions())
              .lower((share - 0.05) * n / 100 - 1e-9)
              .upper((share + 0.05) * n / 100 + 1e-9);
      parts(model, input, row).stream()
          .filter(variable -> variable.getName().endsWith("|90"))
          .forEach(variable -> within.set(variable, 1));
    }
  }

  /** The atoms that a figure is the sum of. */
  private List<Variable> parts(ExpressionsBasedModel model, FigureInput input, FigureRow row) {
    List<Variable> parts = new ArrayList<>();
    for (Map.Entry<String, String> unit : input.counties().entrySet()) {
      boolean here =
          switch (row.key().level()) {
            case "unit" -> unit.getKey().equals(row.key().place());
            case "region" -> unit.getValue().equals(row.key().place());
            default -> true;
          };
      for (String need : here ? List.of("within-30", "within-90", "later") : List.<String>of()) {
        if (row.key().slice().equals("all") || row.key().slice().equals("need-" + need)) {
          for (String piece : pieces(row)) {
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

  /** Time cut at the first of every month and at the first day of every window. */
  private static List<String> pieces(FigureRow row) {
    List<LocalDate> cuts = new ArrayList<>();
    FigureSums.months(TO).forEach(month -> cuts.add(month.atDay(1)));
    cuts.add(YearMonth.from(TO).atDay(1));
    FigureSums.WINDOWS.forEach(window -> cuts.add(FigureSums.first(TO, window)));
    return cuts.stream()
        .distinct()
        .sorted()
        .filter(cut -> !cut.isBefore(row.start()) && !cut.isAfter(row.end()))
        .map(LocalDate::toString)
        .toList();
  }
}
