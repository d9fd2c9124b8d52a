package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Days that are told of; the months in a row count as one. */
record Span(String name, LocalDate start, LocalDate end) {
  boolean holds(Span other) {
    return !equals(other) && !other.start.isBefore(start) && !other.end.isAfter(end);
  }

  /** Each period, what a longer one has more than a shorter, and all months in a row. */
  static List<Span> all(LocalDate to) {
    List<Span> spans = new ArrayList<>();
    for (int window : FigureSums.WINDOWS) {
      spans.add(new Span(String.valueOf(window), FigureSums.first(to, window), to));
    }
    spans.add(new Span("90-30", FigureSums.first(to, 90), to.minusDays(30)));
    spans.add(new Span("365-90", FigureSums.first(to, 365), to.minusDays(90)));
    List<YearMonth> months = FigureSums.months(to);
    for (int i = 0; i < months.size(); i++) {
      for (int j = i; j < months.size(); j++) {
        spans.add(new Span("months", months.get(i).atDay(1), months.get(j).atEndOfMonth()));
      }
    }
    return spans;
  }

  /** What the shown numbers of a place, by period, give for these days; empty if they do not. */
  Optional<Integer> told(Map<String, Integer> numbers) {
    if (name().equals("months")) {
      int n = 0;
      for (YearMonth month = YearMonth.from(start());
          !month.atDay(1).isAfter(end());
          month = month.plusMonths(1)) {
        Integer one = numbers.get(month.toString());
        if (one == null) {
          return Optional.empty();
        }
        n += one;
      }
      return Optional.of(n);
    }
    String[] parts = name().split("-");
    Integer whole = numbers.get(parts[0]);
    Integer less = parts.length == 1 ? Integer.valueOf(0) : numbers.get(parts[1]);
    return whole == null || less == null ? Optional.empty() : Optional.of(whole - less);
  }
}
