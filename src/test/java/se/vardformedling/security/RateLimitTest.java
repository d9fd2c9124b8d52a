package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Test
  void who_has_used_up_its_minute_waits_and_the_others_do_not() {
    RateLimit limit = new RateLimit(3);

    for (int i = 0; i < 3; i++) {
      assertThat(limit.take("one")).isEmpty();
    }
    assertThat(limit.take("one"))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20)));
    assertThat(limit.take("other")).isEmpty();
  }

  @Test
  void to_look_takes_nothing() {
    RateLimit limit = new RateLimit(1);

    assertThat(limit.wait("one")).isEmpty();
    assertThat(limit.wait("one")).isEmpty();
    assertThat(limit.take("one")).isEmpty();
    assertThat(limit.wait("one"))
        .hasValueSatisfying(
            wait -> assertThat(wait).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(60)));
    assertThat(limit.wait("other")).isEmpty();
    assertThat(new RateLimit(0).wait("one")).isEmpty();
  }

  @Test
  void zero_is_no_limit() {
    RateLimit limit = new RateLimit(0);

    for (int i = 0; i < 1_000; i++) {
      assertThat(limit.take("one")).isEmpty();
    }
  }
}
