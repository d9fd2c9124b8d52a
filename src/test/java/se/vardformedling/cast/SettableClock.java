package se.vardformedling.cast;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The node's clock under test: real time, until a test puts it on. It is put back afterwards. */
public final class SettableClock extends Clock {
  private final Clock real;
  private volatile Duration ahead = Duration.ZERO;

  private SettableClock(Clock real) {
    this.real = real;
  }

  public void putOn(Duration by) {
    ahead = ahead.plus(by);
  }

  public void putBack() {
    ahead = Duration.ZERO;
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead);
  }

  @Override
  public ZoneId getZone() {
    return real.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return new SettableClock(real.withZone(zone));
  }

  /** Takes the place of the node's own clock, for every test. */
  @TestConfiguration(proxyBeanMethods = false)
  public static class Configuration {
    @Bean
    @Primary
    SettableClock settableClock() {
      return new SettableClock(Clock.system(ZoneId.of("Europe/Stockholm")));
    }
  }
}
