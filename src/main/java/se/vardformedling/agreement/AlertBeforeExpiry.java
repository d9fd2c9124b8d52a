package se.vardformedling.agreement;

import java.time.Duration;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** Looks every hour for agreements that come near their end. */
@Component
class AlertBeforeExpiry implements Recurring {
  private final Alerts alerts;

  AlertBeforeExpiry(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public String name() {
    return "agreement-expiry";
  }

  @Override
  public Duration every() {
    return Duration.ofHours(1);
  }

  @Override
  public void run() {
    alerts.expiry();
  }
}
