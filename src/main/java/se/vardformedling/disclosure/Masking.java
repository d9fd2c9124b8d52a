package se.vardformedling.disclosure;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Chooses what to mask: by subtraction first, which is cheap, then by linear programming. */
final class Masking {
  private static final int WORLDS = 12;

  private final Tables tables;
  private final int threshold;
  private final Set<String> masked = new TreeSet<>();
  private final Set<String> guarded = new HashSet<>();
  private final Deque<String> unchecked = new ArrayDeque<>();
  private final Attack attack;

  Masking(Tables tables, int threshold) {
    this.tables = tables;
    this.threshold = threshold;
    tables
        .cells()
        .forEach(
            (key, cell) -> {
              if (cell.guarded(threshold)) {
                guard(key);
                if (cell.published()) {
                  masked.add(key);
                  masked.addAll(tables.followers(key));
                }
              }
            });
    this.attack = new Attack(tables, masked);
  }

  Set<String> masked() {
    while (subtract()) {
      // what was masked may be the only unknown of another sum
    }
    attack.explore(unchecked, WORLDS);
    while (!unchecked.isEmpty()) {
      String key = unchecked.poll();
      while (!attack.uncertain(key, threshold)) {
        Optional<String> another =
            another(attack.around(key)).or(() -> another(attack.farAround(key)));
        if (another.isEmpty()) {
          break;
        }
        mask(another.get());
      }
    }
    return masked;
  }

  private void guard(String key) {
    guarded.add(key);
    unchecked.add(key);
  }

  private void mask(String key) {
    attack.mask(key, tables.followers(key));
    masked.add(key);
    masked.addAll(tables.followers(key));
    guard(key);
  }

  /** Masks one more in every sum whose hidden parts can be told by subtraction. */
  private boolean subtract() {
    boolean found = false;
    for (Tables.Sum sum : tables.sums()) {
      List<String> hidden = sum.members().stream().filter(attack::hides).toList();
      if (hidden.stream().anyMatch(guarded::contains) && tells(sum, hidden)) {
        Optional<String> another = another(List.of(sum));
        another.ifPresent(this::mask);
        found |= another.isPresent();
      }
    }
    return found;
  }

  private boolean tells(Tables.Sum sum, List<String> hidden) {
    boolean small = hidden.stream().mapToInt(tables::n).sum() < threshold;
    return hidden.size() == 1 || (small && !attack.hides(sum.total()));
  }

  /**
   * The smallest part that is not nothing, in the nearest sum that has one; a total, or a part that
   * is nothing, only when no other is left.
   */
  private Optional<String> another(List<Tables.Sum> nearest) {
    return nearest.stream()
        .map(sum -> smallest(sum.parts(), 1))
        .flatMap(Optional::stream)
        .findFirst()
        .or(
            () ->
                nearest.stream()
                    .map(sum -> smallest(sum.members(), 0))
                    .flatMap(Optional::stream)
                    .findFirst());
  }

  private Optional<String> smallest(List<String> keys, int atLeast) {
    return keys.stream()
        .filter(key -> !attack.hides(key) && tables.n(key) >= atLeast)
        .min(Comparator.<String>comparingInt(tables::n).thenComparing(Comparator.naturalOrder()));
  }
}
