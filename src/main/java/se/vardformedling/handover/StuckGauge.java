package se.vardformedling.handover;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import se.vardformedling.messaging.StuckMessages;

/** For a monitor: how many messages over SDK wait for a person. */
@Component
class StuckGauge implements MeterBinder {
  private final ObjectProvider<StuckMessages> stuck;

  StuckGauge(ObjectProvider<StuckMessages> stuck) {
    this.stuck = stuck;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "vf.messages.stuck",
            () -> stuck.stream().mapToInt(messages -> messages.list().size()).sum())
        .description("Messages that wait for a person")
        .register(registry);
  }
}
