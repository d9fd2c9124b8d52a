package se.vardformedling.snapshot;

import java.time.Duration;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** A snapshot is fetched within a day; after that a new one says more. */
@Component
class ForgetExports implements Recurring {
  private static final Duration KEPT = Duration.ofDays(1);

  private final ExportRows rows;

  ForgetExports(ExportRows rows) {
    this.rows = rows;
  }

  @Override
  public String name() {
    return "forget-exports";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    rows.forget(KEPT);
  }
}
