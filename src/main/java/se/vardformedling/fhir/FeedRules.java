package se.vardformedling.fhir;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a page of the feed says where the next one begins, and how a moment is written. */
final class FeedRules {
  private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
  private static final Instant FIRST = Instant.EPOCH.minus(Duration.ofDays(1));
  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
  private static final Pattern CURSOR =
      Pattern.compile(
          "([0-9T:.Z-]{20,30})\\|([0-9T:.Z-]{20,30})\\|([A-Za-z0-9.-]{1,64})\\|(\\d{1,9})");

  private FeedRules() {}

  /**
   * Where a page ends: the next has what is older.
   *
   * @param until the horizon of the first page, which holds for all
   */
  record Cursor(Instant until, Instant at, String id, long version) {}

  static String write(Cursor cursor) {
    String text = cursor.until() + "|" + cursor.at() + "|" + cursor.id() + "|" + cursor.version();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Empty if it is none of ours. */
  static Optional<Cursor> read(String text) {
    try {
      Matcher parts =
          CURSOR.matcher(
              new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
      if (!parts.matches()) {
        return Optional.empty();
      }
      Cursor cursor =
          new Cursor(
              Instant.parse(parts.group(1)),
              Instant.parse(parts.group(2)),
              parts.group(3),
              Long.parseLong(parts.group(4)));
      return Optional.of(cursor).filter(one -> sound(one.until()) && sound(one.at()));
    } catch (IllegalArgumentException | DateTimeException noCursor) {
      return Optional.empty();
    }
  }

  /** A day, which begins in Sweden, or a moment with its offset; empty if it is neither. */
  static Optional<Instant> moment(String text) {
    try {
      // A plus sign that was not escaped arrives as a blank.
      String whole = text.strip().replace(' ', '+');
      return Optional.of(
              whole.length() == 10
                  ? LocalDate.parse(whole).atStartOfDay(SWEDEN).toInstant()
                  : OffsetDateTime.parse(whole).toInstant())
          .filter(FeedRules::sound);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }

  /** A moment that a database can be asked for, and that somebody can mean. */
  private static boolean sound(Instant moment) {
    return !moment.isBefore(FIRST) && moment.isBefore(LAST);
  }
}
