package se.vardformedling.audit;

import java.time.Duration;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** The log is sealed once a minute. */
@Component
class SealEveryMinute implements Recurring {
  private final Seals seals;

  SealEveryMinute(Seals seals) {
    this.seals = seals;
  }

  @Override
  public String name() {
    return "seal-access-log";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    seals.seal();
  }
}
