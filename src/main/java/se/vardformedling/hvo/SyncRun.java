package se.vardformedling.hvo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One reading of the national catalogue.
 *
 * @param whole whether all of it is read, or what has changed
 * @param state fetching, storing, ending, held (too much would end), done
 * @param atType index of the type being read
 * @param nextPage the page to read next; empty for the type's first
 */
public record SyncRun(
    UUID id,
    boolean whole,
    boolean acceptEndings,
    Instant startedAt,
    String state,
    List<String> types,
    int atType,
    Optional<String> nextPage,
    Counts counts,
    Optional<String> problem) {

  /**
   * Resources so far.
   *
   * @param fetched read from the catalogue
   * @param stored written here, new or changed
   * @param unchanged as they were here
   * @param refused not to be stored as they are
   * @param ended left out, and ended here
   */
  public record Counts(int fetched, int stored, int unchanged, int refused, int ended) {}

  public boolean over() {
    return state.equals("done") || state.equals("held");
  }
}
