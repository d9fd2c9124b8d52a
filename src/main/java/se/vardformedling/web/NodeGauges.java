package se.vardformedling.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import se.vardformedling.audit.Seals;
import se.vardformedling.fhir.Backups;
import se.vardformedling.fhir.Backups.What;
import se.vardformedling.timer.TimerQueue;

/** What a monitor is to see of this program beside what it sees of any: numbers, of nobody. */
@Component
class NodeGauges implements MeterBinder {
  private static final double UNKNOWN = Double.NaN;

  private final TimerQueue queue;
  private final Seals seals;
  private final Backups backups;
  private final Clock clock;

  NodeGauges(TimerQueue queue, Seals seals, Backups backups, Clock clock) {
    this.queue = queue;
    this.seals = seals;
    this.backups = backups;
    this.clock = clock;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("vf.timers.due", () -> queue.at(clock.instant()).due())
        .description("What has come due and is not begun: messages, deadlines, reminders")
        .register(registry);
    age(
        registry,
        "vf.timers.oldest",
        "For how long the oldest of them waits",
        () -> queue.at(clock.instant()).oldest());
    age(
        registry,
        "vf.log.unsealed",
        "Since when the access log is not sealed; 0 when it is",
        seals::unsealedSince);
    for (What what : What.values()) {
      Gauge.builder("vf.backup.age", () -> backups.last(what).map(this::since).orElse(UNKNOWN))
          .description("Since the data were last copied, and a copy last put back; NaN for never")
          .tag("what", what.word())
          .baseUnit("seconds")
          .register(registry);
    }
  }

  private void age(
      MeterRegistry registry, String name, String description, Supplier<Optional<Instant>> moment) {
    Gauge.builder(name, () -> moment.get().map(this::since).orElse(0.0))
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private double since(Instant moment) {
    return Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1e3);
  }
}
