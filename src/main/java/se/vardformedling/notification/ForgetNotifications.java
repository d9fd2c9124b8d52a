package se.vardformedling.notification;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/**
 * What was told a month ago is of no use to anybody. What waits stays however old it is, unless its
 * Subscription is off: then it waits for three months for somebody to turn it on.
 */
@Component
class ForgetNotifications implements Recurring {
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Duration KEPT_WHILE_OFF = Duration.ofDays(90);
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
    sql.sql(
            """
            delete from vf.notification n using vf.subscriber s
             where s.subscription_id = n.subscription_id and not s.active and n.done_at is null
               and n.created_at < :before
            """)
        .param("before", Timestamp.from(clock.instant().minus(KEPT_WHILE_OFF)))
        .update();
  }
}
