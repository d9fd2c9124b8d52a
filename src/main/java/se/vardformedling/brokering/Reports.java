package se.vardformedling.brokering;

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

  Reports(NationalMessages messages, Timers timers) {
    this.messages = messages;
    this.timers = timers;
  }

  /** In the caller's transaction: it is told if that commits, and until it has been heard. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void report(Report report) {
    UUID id = messages.add(report);
    timers.now(TellNational.NAME, TellNational.timer(id, 0));
  }
}
