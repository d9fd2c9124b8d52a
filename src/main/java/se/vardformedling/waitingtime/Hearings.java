package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When each unit has said anything to a source, about whatever service: a list of those who wait
 * says nothing of who was treated, nor the other way round.
 */
final class Hearings {
  private record Said(String unit, String clock) {}

  private final Map<Said, LocalDate> last = new HashMap<>();
  private final Map<String, Set<YearMonth>> performed = new HashMap<>();

  /**
   * Takes one in.
   *
   * @param day the last of a month on which the unit said something to the clock
   */
  void add(String unit, String clock, LocalDate day) {
    last.merge(new Said(unit, clock), day, (a, b) -> a.isAfter(b) ? a : b);
    if (clock.equals("performed")) {
      performed.computeIfAbsent(unit, u -> new HashSet<>()).add(YearMonth.from(day));
    }
  }

  /** The months in which the unit has told of anything performed. */
  Set<YearMonth> months(String unit) {
    return performed.getOrDefault(unit, Set.of());
  }

  /** Whether the unit has said nothing to the clock on that day or later. */
  boolean silent(String unit, String clock, LocalDate since) {
    LocalDate day = last.get(new Said(unit, clock));
    return day == null || day.isBefore(since);
  }
}
