package se.vardformedling.handover;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;
import se.vardformedling.timer.Timers;

/** Whatever has taken a timer away: what has come and is not filed is woken again. */
@Component
class FileLateArrivals implements Recurring {
  private static final Duration LATE = Duration.ofMinutes(10);
  private final ArrivalRows arrivals;
  private final Timers timers;
  private final Clock clock;

  FileLateArrivals(ArrivalRows arrivals, Timers timers, Clock clock) {
    this.arrivals = arrivals;
    this.timers = timers;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "file-late-arrivals";
  }

  @Override
  public Duration every() {
    return LATE;
  }

  /** Always the same timer, so that one that waits for its next try is not doubled. */
  @Override
  public void run() {
    arrivals
        .late(clock.instant().minus(LATE))
        .forEach(arrivalId -> timers.now(FileArrival.NAME, arrivalId));
  }
}
