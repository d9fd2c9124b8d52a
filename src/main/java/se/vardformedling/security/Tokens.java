package se.vardformedling.security;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Tokens of the issuer that the operator has named: signature, issuer, time and audience. */
@Configuration(proxyBeanMethods = false)
@Profile("!demo")
public class Tokens {

  @Bean
  @ConditionalOnMissingBean
  JwtDecoder jwtDecoder(TokenSettings settings) {
    if (settings.issuer().isBlank()) {
      throw new IssuerMissingException();
    }
    // The issuer is asked for its keys at the first token, so that the node starts while the issuer
    // is away.
    return new SupplierJwtDecoder(
        () -> {
          NimbusJwtDecoder decoder =
              NimbusJwtDecoder.withIssuerLocation(settings.issuer()).validateType(false).build();
          decoder.setJwtValidator(
              new DelegatingOAuth2TokenValidator<>(
                  JwtValidators.createDefaultWithIssuer(settings.issuer()),
                  type(),
                  ends(),
                  audience(settings.audience())));
          return decoder;
        });
  }

  /** An access token as RFC 9068 marks it, or one that is not marked; no assertion or ID token. */
  private static JwtTypeValidator type() {
    JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
    type.setAllowEmpty(true);
    return type;
  }

  /**
   * What never ends is no token of ours: Spring asks only that an end, if there is one, has not
   * come.
   */
  public static JwtClaimValidator<Object> ends() {
    return new JwtClaimValidator<>(JwtClaimNames.EXP, Objects::nonNull);
  }

  @Bean
  TokenIssuer tokenIssuer(TokenSettings settings) {
    return new TokenIssuer() {
      @Override
      public String issuer() {
        return settings.issuer();
      }

      @Override
      public String tokenEndpoint() {
        return settings.tokenEndpoint();
      }
    };
  }

  @Bean
  ProviderRegions providerRegions(TokenSettings settings) {
    return hsaId -> Optional.ofNullable(settings.regions().get(hsaId));
  }

  @Bean
  SystemClients systemClients(TokenSettings settings) {
    return clientId ->
        Optional.ofNullable(settings.systems().get(clientId))
            .map(
                known ->
                    new SystemClients.Registered(
                        Role.ofClaim(known.role()), known.region(), known.units()));
  }

  /** A token is for us only if its {@code aud} names us. */
  public static JwtClaimValidator<List<String>> audience(String expected) {
    return new JwtClaimValidator<>(
        JwtClaimNames.AUD, audience -> audience != null && audience.contains(expected));
  }
}
