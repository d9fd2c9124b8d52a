package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import se.vardformedling.disclosure.Disclosure;

/**
 * Which figures keep last time's value: those that have changed by a few, which the change would
 * tell of, and as many others as it takes until no such change is the one unknown of a sum.
 */
final class HeldRules {
  private static final List<String> NEEDS =
      List.of("need-within-30", "need-within-90", "need-later");

  private final Map<FigureKey, Published> before;
  private final Map<FigureKey, FigureRow> now = new LinkedHashMap<>();
  private final LocalDate asOf;
  private final Disclosure disclosure;
  private final Set<FigureKey> held = new HashSet<>();

  /** How the figures of one clock, part and period add up. */
  private record Sum(FigureKey total, List<FigureKey> parts) {
    List<FigureKey> members() {
      List<FigureKey> members = new ArrayList<>(parts);
      members.add(total);
      return members;
    }
  }

  private HeldRules(
      Map<FigureKey, Published> before,
      List<FigureRow> rows,
      LocalDate asOf,
      Disclosure disclosure) {
    this.before = before;
    this.asOf = asOf;
    this.disclosure = disclosure;
    rows.forEach(row -> now.put(row.key(), row));
  }

  /**
   * What is to be published, in the order of the rows.
   *
   * @param before what is published now
   * @param rows what was computed
   * @param counties by service, the länskod of where it is
   * @param asOf the day of the extract that they were computed from
   */
  static List<Published> held(
      Map<FigureKey, Published> before,
      List<FigureRow> rows,
      Map<String, String> counties,
      LocalDate asOf,
      Disclosure disclosure) {
    HeldRules rules = new HeldRules(before, rows, asOf, disclosure);
    rules.hold(rules.sums(counties));
    return rows.stream().map(rules::published).toList();
  }

  private void hold(List<Sum> sums) {
    now.keySet().stream().filter(this::few).forEach(held::add);
    boolean more = true;
    while (more) {
      more = false;
      for (Sum sum : sums) {
        more |= another(sum);
      }
    }
  }

  private boolean few(FigureKey key) {
    return change(key).filter(change -> !disclosure.showsChange(0, change)).isPresent()
        && !over(key);
  }

  /**
   * So long that most whom the period was about have been exchanged: the change tells of nobody.
   */
  private boolean over(FigureKey key) {
    Published old = before.get(key);
    return old != null
        && !samePeriod(key, old)
        && old.asOf().plusDays(WaitRules.FRESH_DAYS).isBefore(asOf);
  }

  private boolean samePeriod(FigureKey key, Published old) {
    FigureRow row = now.get(key);
    return row != null
        && row.start().equals(old.row().start())
        && row.end().equals(old.row().end());
  }

  /** Empty if either number is not told. */
  private Optional<Integer> change(FigureKey key) {
    Optional<Integer> old = Optional.ofNullable(before.get(key)).map(told -> told.row().n());
    Optional<Integer> present = Optional.ofNullable(now.get(key)).map(FigureRow::n);
    return old.flatMap(from -> present.map(to -> to - from));
  }

  /**
   * Holds one more, the one of those that have changed that did so least, if one alone of the sum
   * is not told.
   */
  private boolean another(Sum sum) {
    List<FigureKey> unknown =
        sum.members().stream().filter(key -> held.contains(key) || change(key).isEmpty()).toList();
    if (unknown.size() != 1 || !held.contains(unknown.get(0))) {
      return false;
    }
    Optional<FigureKey> next =
        sum.parts().stream()
            .filter(key -> !held.contains(key))
            .min(
                Comparator.comparing((FigureKey key) -> change(key).filter(n -> n != 0).isEmpty())
                    .thenComparing(key -> Math.abs(change(key).orElse(0)))
                    .thenComparing(FigureKey::cell))
            .or(() -> Optional.of(sum.total()).filter(total -> !held.contains(total)));
    next.ifPresent(held::add);
    return next.isPresent();
  }

  private Published published(FigureRow row) {
    Published old = before.get(row.key());
    if (old == null || !held.contains(row.key())) {
      return new Published(row, asOf);
    }
    return samePeriod(row.key(), old) ? new Published(old.row(), asOf) : old;
  }

  /** Units to regions to the country, months of units to the country's, needs to all. */
  private List<Sum> sums(Map<String, String> counties) {
    List<Sum> sums = new ArrayList<>();
    for (FigureKey key : now.keySet()) {
      if (key.level().equals("nation")) {
        areas(key, counties, sums);
      }
      if (key.slice().equals(FigureKey.ALL)) {
        add(key, NEEDS.stream().map(key::in).toList(), sums);
      }
    }
    return sums;
  }

  private void areas(FigureKey nation, Map<String, String> counties, List<Sum> sums) {
    Map<String, List<FigureKey>> units = new TreeMap<>();
    new TreeMap<>(counties)
        .forEach(
            (service, county) ->
                units
                    .computeIfAbsent(county, c -> new ArrayList<>())
                    .add(nation.at("unit", service)));
    List<FigureKey> regions = units.keySet().stream().map(c -> nation.at("region", c)).toList();
    if (regions.stream().allMatch(now::containsKey)) {
      add(nation, regions, sums);
      units.forEach((county, parts) -> add(nation.at("region", county), parts, sums));
    } else {
      add(nation, units.values().stream().flatMap(List::stream).toList(), sums);
    }
  }

  private void add(FigureKey total, List<FigureKey> parts, List<Sum> sums) {
    if (parts.stream().allMatch(now::containsKey)) {
      sums.add(new Sum(total, parts));
    }
  }
}
