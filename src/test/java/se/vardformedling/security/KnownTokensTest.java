package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
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

  @Test
  void a_request_shows_its_token_in_its_header_alone_whether_it_is_known_or_not() {
    KnownTokens tokens = tokens(Map.of("sub", "a"));
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Organization");
    request.addParameter("access_token", "another");

    assertThat(tokens.shown(request)).isNull();

    request.addHeader("Authorization", "Bearer token");
    assertThat(tokens.known(request)).isEmpty();
    assertThat(tokens.shown(request)).isEqualTo("token");

    tokens.decode("token");
    assertThat(tokens.known(request)).contains("token");
    assertThat(tokens.shown(request)).isEqualTo("token");
  }

  @Test
  void what_is_no_bearer_token_is_refused_or_passed_by() {
    KnownTokens tokens = tokens(Map.of("sub", "a"));
    MockHttpServletRequest basic = new MockHttpServletRequest("GET", "/fhir/Organization");
    basic.addHeader("Authorization", "Basic dG9rZW4=");
    MockHttpServletRequest broken = new MockHttpServletRequest("GET", "/fhir/Organization");
    broken.addHeader("Authorization", "Bearer to ken");

    assertThat(tokens.shown(basic)).isNull();
    assertThatThrownBy(() -> tokens.shown(broken))
        .isInstanceOf(OAuth2AuthenticationException.class);
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
