package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import se.vardformedling.waitingtime.feed.FeedProblem.Rule;

/**
 * One row, whose columns are read by name; what cannot be read throws a complaint about the row.
 */
final class FeedLine {
  private final CSVRecord row;
  private final int line;

  FeedLine(CSVRecord row, int line) {
    this.row = row;
    this.line = line;
  }

  /** A complaint on its way to the report. */
  static final class RowException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient FeedProblem problem;

    RowException(FeedProblem problem) {
      super(problem.rule().code(), null, false, false);
      this.problem = problem;
    }

    FeedProblem problem() {
      return problem;
    }
  }

  RowException wrong(String column, Rule rule) {
    return new RowException(new FeedProblem(line, column, rule, ""));
  }

  String text(String column) {
    return row.isSet(column) ? row.get(column).strip() : "";
  }

  Optional<LocalDate> date(String column) {
    String given = text(column);
    try {
      return given.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(given));
    } catch (DateTimeParseException e) {
      throw wrong(column, Rule.DATE);
    }
  }

  LocalDate day(String column) {
    return date(column).orElseThrow(() -> wrong(column, Rule.DATE));
  }

  int number(String column, int otherwise) {
    String given = text(column);
    if (given.isEmpty()) {
      return otherwise;
    }
    if (!given.matches("-?\\d{1,7}")) {
      throw wrong(column, Rule.NUMBER);
    }
    return Integer.parseInt(given);
  }

  int number(String column) {
    if (text(column).isEmpty()) {
      throw wrong(column, Rule.NUMBER);
    }
    return number(column, 0);
  }

  String oneOf(String column, Set<String> allowed) {
    String given = text(column);
    if (!given.isEmpty() && !allowed.contains(given)) {
      throw wrong(column, Rule.VALUE);
    }
    return given;
  }
}
