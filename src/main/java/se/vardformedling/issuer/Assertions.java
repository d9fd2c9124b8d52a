package se.vardformedling.issuer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

/** What an assertion must say beside its signature, and that it is taken once. */
@Component
@Profile("demo")
class Assertions {
  /** The longest that an assertion may live, as SMART has it. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final int LONGEST_JTI = 200;

  private final IssuerAddress address;
  private final JdbcClient sql;
  private final Clock clock;

  Assertions(IssuerAddress address, JdbcClient sql, Clock clock) {
    this.address = address;
    this.sql = sql;
    this.clock = clock;
  }

  OAuth2TokenValidatorResult validate(DemoSystem system, Jwt assertion) {
    boolean right =
        system.clientId().equals(assertion.getClaimAsString("iss"))
            && system.clientId().equals(assertion.getSubject())
            && List.of(system.profile().audience(address)).equals(assertion.getAudience())
            && inTime(assertion.getNotBefore(), assertion.getExpiresAt())
            && firstTime(system, assertion);
    return right
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(new OAuth2Error(OAuth2ErrorCodes.INVALID_CLIENT));
  }

  /** {@code iat} may be left out and says nothing that the end does not. */
  private boolean inTime(@Nullable Instant notBefore, @Nullable Instant expires) {
    Instant now = clock.instant();
    Instant soon = now.plus(SKEW);
    return expires != null
        && expires.isAfter(now.minus(SKEW))
        && !expires.isAfter(soon.plus(LONGEST))
        && (notBefore == null || !notBefore.isAfter(soon));
  }

  /** The row decides between two nodes that are shown the same assertion. */
  private boolean firstTime(DemoSystem system, Jwt assertion) {
    String jti = assertion.getId();
    Instant expires = assertion.getExpiresAt();
    if (jti == null || jti.isBlank() || jti.length() > LONGEST_JTI || expires == null) {
      return false;
    }
    sql.sql("delete from vf.client_assertion where expires_at < :now")
        .param("now", at(clock.instant().minus(LONGEST)))
        .update();
    return sql.sql(
                """
                insert into vf.client_assertion (client_id, jti, expires_at) values (:client, :jti, :expires)
                on conflict do nothing
                """)
            .param("client", system.clientId())
            .param("jti", jti)
            .param("expires", at(expires))
            .update()
        == 1;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
