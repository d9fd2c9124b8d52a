package se.vardformedling.messaging;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.timer.Recurring;

/** Warns before a certificate ends, and shows a new one when there is one. */
class WatchKeys implements Recurring {
  private static final Logger log = LoggerFactory.getLogger(WatchKeys.class);
  private final Parts parts;
  private final KeyRing keys;
  private final As4AccessPoint accessPoint;

  WatchKeys(Parts parts, KeyRing keys, As4AccessPoint accessPoint) {
    this.parts = parts;
    this.keys = keys;
    this.accessPoint = accessPoint;
  }

  @Override
  public String name() {
    return "watch-message-keys";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(5);
  }

  @Override
  public void run() {
    accessPoint.refresh();
    for (KeyRing.Ending ending : keys.ending(parts.clock().instant())) {
      log.warn("The {} certificate {} ends {}", ending.use(), ending.subject(), ending.at());
      parts
          .transactions()
          .executeWithoutResult(status -> parts.evidence().ask(ending.use(), "certificate-ends"));
    }
  }
}
