package se.vardformedling.disclosure;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * What someone who reads everything published can work out about what is not: the smallest and the
 * largest value that a hidden number can have, by linear programming over the sums.
 */
final class Attack {
  private static final double TOLERANCE = 1e-6;
  private static final int[] NEARBY = {30, 300, Integer.MAX_VALUE};

  private final Tables tables;
  // Larger than what is hidden could be; a far larger number would only trouble the solver.
  private final double unbounded;
  private final Set<String> hidden = new LinkedHashSet<>();
  // What is hidden and not simply the one unknown of some sum.
  private final Set<String> open = new LinkedHashSet<>();
  private boolean stale = true;
  private final Map<String, List<Tables.Sum>> sumsOf = new HashMap<>();
  // Every solution is a world that fits what is published; masking more keeps it possible.
  private final Map<String, Range> seen = new HashMap<>();

  Attack(Tables tables, Set<String> masked) {
    this.tables = tables;
    this.unbounded =
        1_000 + 2.0 * tables.cells().values().stream().mapToInt(Tables.Cell::n).max().orElse(0);
    tables
        .cells()
        .forEach(
            (key, cell) -> {
              if (!cell.published() || masked.contains(key)) {
                hidden.add(key);
              }
            });
    for (Tables.Sum sum : tables.sums()) {
      sumsOf.computeIfAbsent(sum.total(), key -> new ArrayList<>()).add(sum);
      sum.parts().forEach(part -> sumsOf.computeIfAbsent(part, k -> new ArrayList<>()).add(sum));
    }
  }

  /** Smallest and largest value that fits what is published. */
  record Range(double low, double high) {
    double width() {
      return high - low;
    }

    Range with(double value) {
      return new Range(Math.min(low, value), Math.max(high, value));
    }
  }

  void mask(String key, List<String> followers) {
    hidden.add(key);
    hidden.addAll(followers);
    stale = true;
  }

  /** Takes out, again and again, what is told by a sum in which it is the only unknown. */
  private Set<String> open() {
    if (stale) {
      stale = false;
      subtract();
    }
    return open;
  }

  private void subtract() {
    open.clear();
    open.addAll(hidden);
    Deque<Tables.Sum> next = new ArrayDeque<>(tables.sums());
    while (!next.isEmpty()) {
      List<String> unknown = next.poll().members().stream().filter(open::contains).toList();
      if (unknown.size() == 1) {
        open.remove(unknown.get(0));
        next.addAll(sumsOf.getOrDefault(unknown.get(0), List.of()));
      }
    }
  }

  boolean hides(String key) {
    return hidden.contains(key);
  }

  /**
   * Whether the value can differ by at least {@code width} for all that anybody can tell. A world
   * in which only the numbers nearby differ from the truth is a world: most are found there, and
   * only where none is found all numbers are let loose.
   */
  boolean uncertain(String key, int width) {
    if (!open().contains(key)) {
      return false;
    }
    for (int size : NEARBY) {
      if (wide(key, width)) {
        return true;
      }
      Set<String> free = nearby(key, size);
      solve(key, free, true);
      if (!wide(key, width)) {
        solve(key, free, false);
      }
      if (free.size() < size) {
        break; // That was all of them.
      }
    }
    return wide(key, width);
  }

  private boolean wide(String key, int width) {
    return seen(key).width() >= width - TOLERANCE;
  }

  /** Hidden numbers that bear on the number, the nearest first, at most so many. */
  private Set<String> nearby(String key, int most) {
    Set<String> reached = new LinkedHashSet<>(List.of(key));
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty() && reached.size() < most) {
      for (Tables.Sum sum : sumsOf.getOrDefault(next.poll(), List.of())) {
        for (String member : sum.members()) {
          if (reached.size() < most && open().contains(member) && reached.add(member)) {
            next.add(member);
          }
        }
      }
    }
    return reached;
  }

  Range range(String key) {
    if (!open().contains(key)) {
      return new Range(tables.n(key), tables.n(key));
    }
    Set<String> free = nearby(key, Integer.MAX_VALUE);
    solve(key, free, true);
    solve(key, free, false);
    return seen(key);
  }

  /** The sums that bear on the number, through other unknown numbers too; the nearest first. */
  List<Tables.Sum> around(String key) {
    return around(key, open());
  }

  /** The same, also through numbers that are not shown but follow from those that are. */
  List<Tables.Sum> farAround(String key) {
    return around(key, hidden);
  }

  private List<Tables.Sum> around(String key, Set<String> through) {
    List<Tables.Sum> found = new ArrayList<>();
    Set<Tables.Sum> met = each();
    Set<String> reached = new LinkedHashSet<>(List.of(key));
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      for (Tables.Sum sum : sumsOf.getOrDefault(next.poll(), List.of())) {
        if (met.add(sum)) {
          found.add(sum);
          sum.members().stream().filter(through::contains).filter(reached::add).forEach(next::add);
        }
      }
    }
    return found;
  }

  private Range seen(String key) {
    int truth = tables.n(key);
    return seen.getOrDefault(key, new Range(truth, truth));
  }

  /**
   * Looks for worlds in which many of the numbers are far from what they are at once, which is
   * cheaper than asking for each. Numbers that no sum ties together are asked by themselves: one
   * model of all of them takes many times as long and tells no more.
   */
  void explore(Collection<String> keys, int rounds) {
    Random random = new Random(rounds); // the same worlds every time
    Set<String> left = new LinkedHashSet<>(open());
    while (!left.isEmpty()) {
      Set<String> tied = nearby(left.iterator().next(), Integer.MAX_VALUE);
      left.removeAll(tied);
      List<String> asked = keys.stream().filter(tied::contains).toList();
      for (int round = 0; round < rounds && !asked.isEmpty(); round++) {
        Map<String, Double> objective = new LinkedHashMap<>();
        asked.forEach(key -> objective.put(key, random.nextDouble() - 0.5));
        learn(tied, objective, true);
      }
    }
  }

  /** A sum is itself: to compare two by their members would be to read them all, each time. */
  private static Set<Tables.Sum> each() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void solve(String key, Set<String> free, boolean largest) {
    learn(free, Map.of(key, 1.0), largest);
  }

  /** The free numbers may be anything that adds up; the other hidden ones are what they are. */
  private void learn(Set<String> free, Map<String, Double> objective, boolean largest) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<String, Variable> variables = new LinkedHashMap<>();
    List<Tables.Sum> sums = new ArrayList<>();
    Set<Tables.Sum> met = each();
    for (String key : free) {
      variables.put(key, variable(model, key));
      sumsOf.getOrDefault(key, List.of()).stream().filter(met::add).forEach(sums::add);
    }
    objective.forEach((key, weight) -> Objects.requireNonNull(variables.get(key)).weight(weight));
    sums.forEach(sum -> equation(model, variables, sum));
    Optimisation.Result result = largest ? model.maximise() : model.minimise();
    if (!result.getState().isFeasible()) {
      return; // The true numbers fit, so this is the solver's failure: nothing was learnt.
    }
    variables.forEach(
        (name, variable) -> seen.put(name, seen(name).with(variable.getValue().doubleValue())));
  }

  private void equation(
      ExpressionsBasedModel model, Map<String, Variable> variables, Tables.Sum sum) {
    Expression equation = model.newExpression("sum" + model.countExpressions());
    double rest = 0;
    for (String member : sum.members()) {
      int sign = member.equals(sum.total()) ? -1 : 1;
      Variable variable = variables.get(member);
      if (variable == null) {
        rest -= sign * tables.n(member);
      } else {
        equation.set(variable, sign);
      }
    }
    equation.level(rest);
  }

  private Variable variable(ExpressionsBasedModel model, String key) {
    return model.newVariable(key).lower(0).upper(unbounded);
  }
}
