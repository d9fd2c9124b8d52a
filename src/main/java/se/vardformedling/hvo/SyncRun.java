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
 * @param ofType how much of the type that is being read has come
 * @param cutShort the types of which not all came
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
    OfType ofType,
    List<String> cutShort,
    Counts counts,
    Optional<String> problem) {

  /**
   * A type that is being read.
   *
   * @param said how many there are, as its first page says; empty if it does not
   * @param come how many of them, so far
   */
  public record OfType(Optional<Integer> said, int come) {
    static final OfType NOTHING_YET = new OfType(Optional.empty(), 0);
  }

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
