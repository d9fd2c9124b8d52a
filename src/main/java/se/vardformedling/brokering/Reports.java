package se.vardformedling.brokering;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import se.vardformedling.timer.Timers;

/** Tells the national node what has happened here. */
@Component
public class Reports {
  private final NationalMessages messages;
  private final Timers timers;
  private final Clock clock;

  Reports(NationalMessages messages, Timers timers, Clock clock) {
    this.messages = messages;
    this.timers = timers;
    this.clock = clock;
  }

  /** In the caller's transaction: it is told if that commits, and until it has been heard. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void report(Report report) {
    UUID id = messages.add(report);
    timers.at(clock.instant(), TellNational.NAME, TellNational.timer(id, 0));
  }
}
