package se.vardformedling.brokering;

import java.time.Clock;
import java.time.Duration;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** Once a day, forgets what the national node was told long ago. */
@Component
class ForgetTold implements Recurring {
  private final NationalMessages messages;
  private final Environment environment;
  private final Clock clock;

  ForgetTold(NationalMessages messages, Environment environment, Clock clock) {
    this.messages = messages;
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-national-messages";
  }

  @Override
  public Duration every() {
    return Duration.ofDays(1);
  }

  @Override
  public void run() {
    messages.forget(clock.instant().minus(NationalSettings.of(environment).keep()));
  }
}
