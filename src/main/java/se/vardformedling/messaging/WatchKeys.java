package se.vardformedling.messaging;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.vardformedling.messaging.accesspoint.As4AccessPoint;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.timer.Recurring;

/** Warns before a certificate or a revocation list ends, and shows a new one when there is one. */
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
    Instant now = parts.clock().instant();
    for (KeyRing.Ending ending : keys.ending(now)) {
      log.warn("The {} certificate {} ends {}", ending.use(), ending.subject(), ending.at());
      ask(ending, "certificate-ends");
    }
    for (KeyRing.Ending ending : keys.outdated(now)) {
      log.warn(
          "The revocation list of {} ends {}; nobody of theirs is let in then",
          ending.subject(),
          ending.at());
      ask(ending, "revocation-list-ends");
    }
  }

  /** Once for each certificate and list: who has settled it knows. */
  private void ask(KeyRing.Ending ending, String reason) {
    String what = ending.use() + " " + ending.at() + " " + ending.subject();
    parts.transactions().executeWithoutResult(status -> parts.evidence().askOnce(what, reason));
  }
}
