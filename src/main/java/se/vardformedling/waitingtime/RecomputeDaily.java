package se.vardformedling.waitingtime;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;
import se.vardformedling.waitingtime.feed.FeedKind;

/** Late reports change months that have been: figures are computed again every night. */
@Component
class RecomputeDaily implements Recurring {
  private static final Logger log = LoggerFactory.getLogger(RecomputeDaily.class);
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
    // A source whose first publication was cut off has never published.
    sql.sql(
            """
            select source from vf.wait_feed where not refused and source <> :estimates
             group by source having coalesce(max(published_at), '-infinity') < :then
            """)
        .param("estimates", FeedKind.UPPSKATTNING.source())
        .param("then", Timestamp.from(clock.instant().minus(OLD)))
        .query(String.class)
        .list()
        .forEach(this::recompute);
  }

  /** One source that cannot be computed does not keep the others as they were. */
  private void recompute(String source) {
    try {
      feeds.recompute(source);
    } catch (RuntimeException e) {
      log.error("The figures of {} could not be computed again", source, e);
    }
  }
}
