package se.vardformedling.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Checks the signature of a token that is used again and again once a minute, not at every request.
 * Its time is looked at every time, so a token never lives longer than it says; a key that the
 * issuer withdraws is noticed within the minute.
 */
final class KnownTokens implements JwtDecoder {
  private static final Duration TRUSTED = Duration.ofMinutes(1);
  private static final int MOST = 10_000;

  private final JwtDecoder decoder;
  private final Clock clock;
  private final Cache<String, Jwt> known =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(TRUSTED).build();

  KnownTokens(JwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
  }

  @Override
  public Jwt decode(String token) {
    Jwt before = known.getIfPresent(token);
    if (before != null
        && before.getExpiresAt() != null
        && clock.instant().isBefore(before.getExpiresAt())) {
      return before;
    }
    Jwt checked = decoder.decode(token);
    known.put(token, checked);
    return checked;
  }
}
