package se.vardformedling.messaging;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.timer.Recurring;

/** Once a day, forgets what has been kept long enough. */
class ForgetMessages implements Recurring {
  private static final Logger log = LoggerFactory.getLogger(ForgetMessages.class);
  private final Parts parts;
  private final Retention retention;

  ForgetMessages(Parts parts, Retention retention) {
    this.parts = parts;
    this.retention = retention;
  }

  @Override
  public String name() {
    return "forget-messages";
  }

  @Override
  public Duration every() {
    return Duration.ofDays(1);
  }

  @Override
  public void run() {
    Instant now = parts.clock().instant();
    parts
        .transactions()
        .executeWithoutResult(
            status -> {
              int contents = retention.forgetContents(now.minus(parts.settings().keepContent()));
              int rows = retention.forgetRows(now.minus(parts.settings().keepRows()));
              if (contents + rows > 0) {
                log.info("{} contents and {} rows of old messages are forgotten", contents, rows);
              }
            });
  }
}
