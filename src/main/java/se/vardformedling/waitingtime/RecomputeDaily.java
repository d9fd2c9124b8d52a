package se.vardformedling.waitingtime;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** Late reports change months that have been: figures are computed again every night. */
@Component
class RecomputeDaily implements Recurring {
  private static final Duration OLD = Duration.ofHours(20);
  private final Feeds feeds;
  private final JdbcClient sql;
  private final Clock clock;

  RecomputeDaily(Feeds feeds, JdbcClient sql, Clock clock) {
    this.feeds = feeds;
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "recompute-waiting-times";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(6);
  }

  @Override
  public void run() {
    boolean due =
        sql.sql("select coalesce(max(published_at) < :then, false) from vf.wait_feed")
            .param("then", Timestamp.from(clock.instant().minus(OLD)))
            .query(Boolean.class)
            .single();
    if (due) {
      feeds.recompute();
    }
  }
}
