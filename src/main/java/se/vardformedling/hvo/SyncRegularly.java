package se.vardformedling.hvo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import se.vardformedling.timer.Recurring;

/** Asks the national catalogue for what has changed, and now and then for all of it. */
@Component
class SyncRegularly implements Recurring {
  private final Upstream upstream;
  private final SyncRuns runs;
  private final SyncWork work;
  private final CatalogueSettings settings;
  private final Clock clock;

  SyncRegularly(
      Upstream upstream, SyncRuns runs, SyncWork work, CatalogueSettings settings, Clock clock) {
    this.upstream = upstream;
    this.runs = runs;
    this.work = work;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "read-national-catalogue";
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public void run() {
    if (upstream.configured()) {
      Optional<Instant> last = runs.lastWhole();
      boolean whole =
          last.map(moment -> moment.plus(settings.wholeEvery()).isBefore(clock.instant()))
              .orElse(true);
      work.go(runs.begin("timer", whole, false));
    }
  }
}
