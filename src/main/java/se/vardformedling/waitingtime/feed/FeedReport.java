package se.vardformedling.waitingtime.feed;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How a file was received.
 *
 * @param dataAsOf the day the extract was made at its source
 * @param from first day that it speaks of
 * @param to last day that it speaks of
 * @param synthetic whether it says that it is made up
 * @param rows read
 * @param accepted taken in
 * @param response units that were heard in the last six weeks of it of those that should be, 0 to
 *     1; empty when it does not say who should
 * @param problems at most 1 000, rows first
 */
public record FeedReport(
    String source,
    LocalDate dataAsOf,
    LocalDate from,
    LocalDate to,
    boolean synthetic,
    int rows,
    int accepted,
    Optional<Double> response,
    List<FeedProblem> problems) {
  /** Who has said nothing for longer is silent. */
  public static final int SILENT_DAYS = 42;

  /** Whether nothing of it was taken in. */
  public boolean refused() {
    return problems.stream().anyMatch(problem -> problem.rule().fatal());
  }
}
