package se.vardformedling.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import se.vardformedling.security.ProviderRegions;
import se.vardformedling.security.SystemClients;
import se.vardformedling.security.TokenSettings;
import se.vardformedling.security.Tokens;

/**
 * Signs tokens for the demo's personas and systems with a key that lives as long as the program.
 * Does not exist outside demo.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoIssuer {
  static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.RS384;
  private static final Duration LIFETIME = Duration.ofHours(8);

  @Bean
  RSAKey demoKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("demo").generate();
  }

  @Bean
  JWKSource<SecurityContext> demoKeys(RSAKey demoKey) {
    return new ImmutableJWKSet<>(new JWKSet(demoKey));
  }

  @Bean
  JwtDecoder jwtDecoder(RSAKey demoKey, TokenSettings settings, IssuerAddress address)
      throws JOSEException {
    OAuth2TokenValidator<Jwt> ours =
        token -> JwtValidators.createDefaultWithIssuer(address.issuer()).validate(token);
    return decoder(
        demoKey,
        new DelegatingOAuth2TokenValidator<>(
            ours, Tokens.ends(), Tokens.audience(settings.audience())));
  }

  /** ID tokens of the pages' sign-in. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoders(RSAKey demoKey) {
    return client -> {
      try {
        return decoder(
            demoKey,
            new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefault(), new OidcIdTokenValidator(client)));
      } catch (JOSEException e) {
        throw new IllegalStateException("The demo's key is no RSA key", e);
      }
    };
  }

  private static JwtDecoder decoder(RSAKey key, OAuth2TokenValidator<Jwt> validator)
      throws JOSEException {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).signatureAlgorithm(ALGORITHM).build();
    decoder.setJwtValidator(validator);
    return decoder;
  }

  @Bean
  List<DemoSystem> demoSystems() throws JOSEException {
    return DemoSystem.all();
  }

  @Bean
  SystemClients registeredSystems(KnownSystems systems) {
    return clientId -> systems.find(clientId).map(DemoSystem::registered);
  }

  @Bean
  ProviderRegions demoRegions() {
    return Persona::regionOf;
  }

  @Bean
  JwtEncoder jwtEncoder(JWKSource<SecurityContext> demoKeys) {
    return new NimbusJwtEncoder(demoKeys);
  }

  @Bean
  DemoTokens demoTokens(
      JwtEncoder encoder, Clock clock, TokenSettings settings, IssuerAddress address) {
    return persona -> {
      Instant now = clock.instant();
      JwtClaimsSet claims =
          JwtClaimsSet.builder()
              .issuer(address.issuer())
              .subject(persona.id())
              .audience(List.of(settings.audience()))
              .issuedAt(now)
              .expiresAt(now.plus(LIFETIME))
              .claims(all -> all.putAll(persona.claims()))
              .build();
      JwsHeader header = JwsHeader.with(ALGORITHM).build();
      return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    };
  }
}
