package se.vardformedling.fhir;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When the data were last copied, and when a copy was last put back to try it. A node cannot see
 * that by itself: it knows what whoever takes the copies has told it.
 */
@Component
public class Backups {
  /** How far ahead of ours another machine's clock may be. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final JdbcClient sql;
  private final Clock clock;

  Backups(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  /** What can be told of. */
  public enum What {
    /** A copy of the whole database is complete and kept elsewhere. */
    COPIED("copied"),
    /** A copy was put back on another server, and the program started on it. */
    RESTORED("restored");

    private final String word;

    What(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /**
   * Notes that it was done.
   *
   * @param at when it was complete
   * @return false for a moment that has not come, which is not noted
   */
  public boolean tell(What what, Instant at) {
    if (at.isAfter(clock.instant().plus(AHEAD))) {
      return false;
    }
    sql.sql("insert into vf.backup (what, at) values (:what, :at)")
        .param("what", what.word)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    return true;
  }

  /** The last time that is known; empty when nobody has told of any. */
  public Optional<Instant> last(What what) {
    return sql.sql("select at from vf.backup where what = :what order by at desc limit 1")
        .param("what", what.word)
        .query((row, n) -> row.getTimestamp(1).toInstant())
        .optional();
  }
}
