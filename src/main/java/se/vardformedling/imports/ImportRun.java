package se.vardformedling.imports;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One file on its way.
 *
 * @param region länskod of the region that sent it
 * @param state received, faulty, previewed, publishing, published, undoing or undone
 * @param endMissing whether what is no longer in the file is ended when it is published
 * @param rows of the file, without the heading
 * @param ending what that is
 * @param forgotten whether what it changed is no longer kept: it can then not be taken back
 * @param done of {@code total} steps of what is going on now
 */
public record ImportRun(
    UUID id,
    ImportKind kind,
    String fileName,
    String sentBy,
    Optional<String> region,
    Instant sentAt,
    String state,
    boolean endMissing,
    Ending ending,
    int rows,
    int done,
    int total,
    Instant changedAt,
    Counts counts,
    boolean forgotten) {

  /**
   * What is no longer in the file, beside how much there is.
   *
   * @param region länskod of the region whose it is; empty for all regions
   * @param known how many of that sort earlier files brought and hold now
   * @param held whether it is so much that it is ended only with consent
   */
  public record Ending(Optional<String> region, int known, boolean held) {}

  /** How many resources of each sort, and how many faults. */
  public record Counts(int added, int changed, int unchanged, int gone, int faults) {}
}
