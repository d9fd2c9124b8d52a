package se.vardformedling.waitingtime;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How the months lie in the periods of 30, 90 and 365 days. Where they differ by a day or two, as
 * when a file ends with a month, the numbers of both would tell of that day at nearly every unit:
 * then some months are published without their number.
 */
final class FigureGrid {
  private static final int SHORT_DAYS = 2;
  private static final int MOST = 4;
  private static final double NOTHING = 1e-9;

  private final List<LocalDate> cuts;
  private final LocalDate to;
  private final List<YearMonth> months;

  private FigureGrid(LocalDate to) {
    this.to = to;
    this.months = FigureSums.months(to);
    TreeSet<LocalDate> all = new TreeSet<>();
    months.forEach(month -> all.add(month.atDay(1)));
    FigureSums.running(to).ifPresent(month -> all.add(month.atDay(1)));
    FigureSums.WINDOWS.forEach(window -> all.add(FigureSums.first(to, window)));
    all.add(to.plusDays(1));
    this.cuts = List.copyOf(all);
  }

  /**
   * The fewest months, the oldest that will do, whose numbers must be left out for no sum or
   * difference of all others to be of so few days; by the name of the month.
   */
  static Set<String> unnumbered(LocalDate to) {
    FigureGrid grid = new FigureGrid(to);
    for (int size = 0; size <= MOST; size++) {
      Optional<List<YearMonth>> found = grid.search(List.of(), 0, size);
      if (found.isPresent()) {
        return found.get().stream().map(YearMonth::toString).collect(Collectors.toSet());
      }
    }
    throw new IllegalStateException("no such months: " + to);
  }

  private Optional<List<YearMonth>> search(List<YearMonth> out, int from, int more) {
    if (more == 0) {
      return safe(out) ? Optional.of(out) : Optional.empty();
    }
    for (int i = from; i < months.size(); i++) {
      List<YearMonth> next = new ArrayList<>(out);
      next.add(months.get(i));
      Optional<List<YearMonth>> found = search(next, i + 1, more - 1);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /**
   * As many independent numbers with the short pieces of time as without: none is of them alone.
   */
  private boolean safe(List<YearMonth> out) {
    return rank(numbers(out, 0)) == rank(numbers(out, SHORT_DAYS));
  }

  /** What each number is the sum of: a one for each longer piece of time that it is of. */
  private double[][] numbers(List<YearMonth> out, int shortDays) {
    List<double[]> numbers = new ArrayList<>();
    FigureSums.WINDOWS.forEach(
        window -> numbers.add(pieces(FigureSums.first(to, window), to, shortDays)));
    for (YearMonth month : months) {
      if (!out.contains(month)) {
        numbers.add(pieces(month.atDay(1), month.atEndOfMonth(), shortDays));
      }
    }
    return numbers.toArray(double[][]::new);
  }

  private double[] pieces(LocalDate start, LocalDate end, int shortDays) {
    double[] pieces = new double[cuts.size() - 1];
    for (int i = 0; i < pieces.length; i++) {
      LocalDate cut = cuts.get(i);
      boolean within = !cut.isBefore(start) && !cut.isAfter(end);
      boolean counts = ChronoUnit.DAYS.between(cut, cuts.get(i + 1)) > shortDays;
      pieces[i] = within && counts ? 1 : 0;
    }
    return pieces;
  }

  /** By elimination; the rows are used up. */
  private static int rank(double[][] rows) {
    int rank = 0;
    for (int column = 0; column < rows[0].length && rank < rows.length; column++) {
      int pivot = rank;
      for (int i = rank; i < rows.length; i++) {
        pivot = Math.abs(rows[i][column]) > Math.abs(rows[pivot][column]) ? i : pivot;
      }
      if (Math.abs(rows[pivot][column]) > NOTHING) {
        double[] found = rows[pivot];
        rows[pivot] = rows[rank];
        rows[rank] = found;
        for (int i = rank + 1; i < rows.length; i++) {
          subtract(rows[i], found, column);
        }
        rank++;
      }
    }
    return rank;
  }

  private static void subtract(double[] row, double[] pivot, int column) {
    double factor = row[column] / pivot[column];
    for (int i = column; i < row.length; i++) {
      row[i] -= factor * pivot[i];
    }
  }
}
