package se.vardformedling.hvo;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** Once a day, forgets the readings of long ago, but for the last whole one. */
@Component
class ForgetRuns implements Recurring {
  private static final Duration KEPT = Duration.ofDays(90);
  private final JdbcClient sql;
  private final Clock clock;

  ForgetRuns(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-catalogue-runs";
  }

  @Override
  public Duration every() {
    return Duration.ofDays(1);
  }

  @Override
  public void run() {
    sql.sql(
            """
            delete from vf.hvo_run r
             where r.state in ('done', 'held') and r.changed_at < :before
               and (not r.whole or exists (select 1 from vf.hvo_run later
                                            where later.whole and later.state in ('done', 'held')
                                              and later.started_at > r.started_at))
            """)
        .param("before", Timestamp.from(clock.instant().minus(KEPT)))
        .update();
  }
}
