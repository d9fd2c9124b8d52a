package se.vardformedling.web.waits;

import java.util.List;
import org.springframework.stereotype.Component;
import se.vardformedling.waitingtime.WaitSources;
import se.vardformedling.web.SourcesHeard;

/** The sources of waiting times, for the page that tells how the node is. */
@Component
class WaitSourcesHeard implements SourcesHeard {
  private final WaitSources sources;

  WaitSourcesHeard(WaitSources sources) {
    this.sources = sources;
  }

  @Override
  public List<Heard> all() {
    return sources.all().stream()
        .map(one -> new Heard(one.source(), one.readAt(), one.dataAsOf()))
        .toList();
  }
}
