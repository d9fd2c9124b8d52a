package se.vardformedling.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A snapshot that was asked for.
 *
 * @param askedBy the only one who gets it
 * @param asOf what was complete then
 * @param atType index of the type that is being written; its resources up to {@code afterId} are
 */
public record ExportJob(
    UUID id,
    String askedBy,
    Instant asOf,
    List<String> types,
    int atType,
    String afterId,
    int done,
    int total,
    boolean finished) {

  /** One file of it. */
  public record Part(int number, String type, int resources) {}
}
