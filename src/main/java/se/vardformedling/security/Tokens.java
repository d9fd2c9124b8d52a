package se.vardformedling.security;

import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/** Tokens of the issuer that the operator has named: signature, issuer, time and audience. */
@Configuration(proxyBeanMethods = false)
@Profile("!demo")
class Tokens {

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
          NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(settings.issuer()).build();
          decoder.setJwtValidator(
              new DelegatingOAuth2TokenValidator<>(
                  JwtValidators.createDefaultWithIssuer(settings.issuer()),
                  audience(settings.audience())));
          return decoder;
        });
  }

  static JwtClaimValidator<List<String>> audience(String expected) {
    return new JwtClaimValidator<>(
        JwtClaimNames.AUD, audience -> audience != null && audience.contains(expected));
  }
}
