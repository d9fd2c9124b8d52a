package se.vardformedling.fhir;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** A request may come again for a week. */
@Component
class ForgetReplays implements Recurring {
  private static final Duration KEPT = Duration.ofDays(7);
  private final ReplayLog replays;
  private final Clock clock;

  ForgetReplays(ReplayLog replays, Clock clock) {
    this.replays = replays;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-replays";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    replays.forgetBefore(clock.instant().minus(KEPT));
  }
}
