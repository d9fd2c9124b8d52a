package se.vardformedling.catalogue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How much may end at once because a source lacks it: a source may have lost its data. */
public final class EndingRules {
  /**
   * The share, in per cent, that may end without somebody's consent, unless it is set otherwise.
   */
  public static final int MOST_PERCENT = 20;

  /** So few may always end: a small source loses a large share with every unit. */
  private static final int FEW = 10;

  private EndingRules() {}

  /** Whether so many may not end at once without somebody's consent. */
  public static boolean tooMany(int ending, int known, int mostPercent) {
    return ending > FEW && 100L * ending > (long) mostPercent * known;
  }

  /**
   * What of the unseen is too much, in words for who has to consent; empty when it may end. Each
   * type is judged by itself too: one that is answered with nothing is a small part of the whole.
   *
   * @param ending how much would end, by type
   * @param known how much holds here, by type
   */
  public static Optional<String> tooMuch(
      Map<String, Integer> ending, Map<String, Integer> known, int mostPercent) {
    int all = sum(known);
    if (tooMany(sum(ending), all, mostPercent)) {
      return Optional.of(sum(ending) + " of " + all);
    }
    return new TreeMap<>(ending)
        .entrySet().stream()
            .filter(
                one -> tooMany(one.getValue(), known.getOrDefault(one.getKey(), 0), mostPercent))
            .map(one -> one.getValue() + " of " + known.get(one.getKey()) + " " + one.getKey())
            .findFirst();
  }

  private static int sum(Map<String, Integer> numbers) {
    return numbers.values().stream().mapToInt(Integer::intValue).sum();
  }
}
