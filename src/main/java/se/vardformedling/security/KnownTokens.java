package se.vardformedling.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.stereotype.Component;

/**
 * Checks the signature of a token that is used again and again once a minute, not at every request.
 * Its time is looked at every time, so a token never lives longer than it says; a key that the
 * issuer withdraws is noticed within the minute. A token that is bound to a certificate is checked
 * every time, for the certificate is the connection's and not the token's.
 */
@Component
class KnownTokens {
  private static final Duration TRUSTED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;
  private static final String BEARER = "Bearer ";

  private final ObjectProvider<JwtDecoder> decoder;
  private final Clock clock;
  private final Cache<String, Jwt> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUSTED).build();
  private final BearerTokenResolver unknown = new DefaultBearerTokenResolver();

  KnownTokens(ObjectProvider<JwtDecoder> decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  Jwt decode(String token) {
    Jwt before = known.getIfPresent(token);
    if (before != null && live(before)) {
      return before;
    }
    Jwt checked = decoder.getObject().decode(token);
    if (!checked.hasClaim("cnf")) {
      known.put(token, checked);
    }
    return checked;
  }

  /** The token that a request shows, if it was checked within the minute and still lives. */
  Optional<String> known(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
        .filter(header -> header.startsWith(BEARER))
        .map(header -> header.substring(BEARER.length()))
        .filter(this::knows);
  }

  /** The token that a request shows; the form of one that is known was looked at before. */
  @Nullable String shown(HttpServletRequest request) {
    return known(request).orElseGet(() -> unknown.resolve(request));
  }

  /** Whether the token has been checked within the minute and still lives. */
  boolean knows(String token) {
    Jwt before = known.getIfPresent(token);
    return before != null && live(before);
  }

  private boolean live(Jwt token) {
    return token.getExpiresAt() != null && clock.instant().isBefore(token.getExpiresAt());
  }
}
