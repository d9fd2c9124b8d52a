package se.vardformedling.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** What was told a month ago is of no use to anybody; what waits stays however old it is. */
@Component
class ForgetNotifications implements Recurring {
  private static final Duration KEPT = Duration.ofDays(30);
  private final JdbcClient sql;
  private final Clock clock;

  ForgetNotifications(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-notifications";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(6);
  }

  @Override
  public void run() {
    sql.sql("delete from vf.notification where done_at < :before")
        .param("before", Timestamp.from(clock.instant().minus(KEPT)))
        .update();
  }
}
