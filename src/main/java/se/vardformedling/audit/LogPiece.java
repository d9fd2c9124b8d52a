package se.vardformedling.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The rows of a region from one seal to the next, hashed as they are read, in order. */
final class LogPiece {

  /**
   * A row of the log.
   *
   * @param text all of it
   */
  record Row(long id, String region, String text) {}

  private final String region;
  private final int number;
  private final long first;
  private final MessageDigest hash = sha();
  private int rows;
  private long last;

  /**
   * @param before the region's seal before; none for its first
   */
  LogPiece(String region, Optional<Seal> before) {
    this.region = region;
    this.number = before.map(Seal::number).orElse(0) + 1;
    this.first = before.map(Seal::last).orElse(0L) + 1;
    add(before.map(Seal::hash).orElse(""));
  }

  void add(Row row) {
    add("\n" + row.text());
    rows++;
    last = row.id();
  }

  int rows() {
    return rows;
  }

  /** The number of the last row. */
  long last() {
    return last;
  }

  /** The seal of what has been read; once, and of something. */
  Seal seal() {
    return new Seal(region, number, first, last, rows, HexFormat.of().formatHex(hash.digest()));
  }

  /** What is wrong with the seal that was made of these rows. */
  Optional<String> fault(Seal made) {
    String name = "Region " + region + ", seal " + made.number() + ": ";
    if (made.number() != number || made.first() != first) {
      return Optional.of(name + "a seal before it is missing");
    }
    if (made.rows() != rows) {
      return Optional.of(
          name + made.rows() + " rows were sealed" + where(made) + ", " + rows + " are there");
    }
    return made.last() == last && seal().hash().equals(made.hash())
        ? Optional.empty()
        : Optional.of(name + "a row" + where(made) + " was changed");
  }

  private String where(Seal made) {
    return " from " + first + " to " + made.last();
  }

  private void add(String text) {
    hash.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
