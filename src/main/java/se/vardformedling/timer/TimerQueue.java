package se.vardformedling.timer;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much is due and not begun: what is sent, counted and closed in its time. */
@Component
public class TimerQueue {
  private final JdbcClient sql;

  TimerQueue(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * What waits.
   *
   * @param due how many moments have come and are not begun
   * @param oldest the first of them
   */
  public record Waiting(int due, Optional<Instant> oldest) {}

  public Waiting at(Instant now) {
    return sql.sql(
            "select count(*), min(execution_time) from "
                + Timers.TABLE
                + " where execution_time <= :now and not picked")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Waiting(
                    row.getInt(1),
                    Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)))
        .single();
  }
}
