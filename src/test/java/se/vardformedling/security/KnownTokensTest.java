package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class KnownTokensTest {
  private final AtomicInteger checked = new AtomicInteger();

  @Test
  void a_token_that_has_been_checked_is_trusted_for_a_while() {
    KnownTokens tokens = tokens(Map.of("sub", "a"));

    tokens.decode("token");
    tokens.decode("token");

    assertThat(checked).hasValue(1);
    assertThat(tokens.knows("token")).isTrue();
  }

  @Test
  void one_that_is_bound_to_a_certificate_is_checked_with_each_connection() {
    KnownTokens tokens = tokens(Map.of("cnf", Map.of("x5t#S256", "abc")));

    tokens.decode("token");
    tokens.decode("token");

    assertThat(checked).hasValue(2);
    assertThat(tokens.knows("token")).isFalse();
  }

  private KnownTokens tokens(Map<String, Object> claims) {
    Clock clock = Clock.systemUTC();
    JwtDecoder decoder =
        text -> {
          checked.incrementAndGet();
          return Jwt.withTokenValue(text)
              .header("alg", "RS384")
              .claims(all -> all.putAll(claims))
              .expiresAt(clock.instant().plusSeconds(600))
              .build();
        };
    StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("decoder", decoder));
    return new KnownTokens(beans.getBeanProvider(JwtDecoder.class), clock);
  }
}
