package se.vardformedling.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
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
  static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ES256;
  private static final Duration LIFETIME = Duration.ofHours(8);

  /** On a curve: to find a large prime takes a twentieth of a start. */
  @Bean
  ECKey demoKey() throws JOSEException {
    return new ECKeyGenerator(Curve.P_256).keyID("demo").generate();
  }

  @Bean
  JWKSource<SecurityContext> demoKeys(ECKey demoKey) {
    return new ImmutableJWKSet<>(new JWKSet(demoKey));
  }

  @Bean
  JwtDecoder jwtDecoder(
      JWKSource<SecurityContext> demoKeys, TokenSettings settings, IssuerAddress address) {
    OAuth2TokenValidator<Jwt> ours =
        token -> JwtValidators.createDefaultWithIssuer(address.issuer()).validate(token);
    return decoder(
        demoKeys,
        new DelegatingOAuth2TokenValidator<>(
            ours, Tokens.ends(), Tokens.audience(settings.audience())));
  }

  /** ID tokens of the pages' sign-in. */
  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoders(JWKSource<SecurityContext> demoKeys) {
    return client ->
        decoder(
            demoKeys,
            new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefault(), new OidcIdTokenValidator(client)));
  }

  /** Its signature is Nimbus's to check, what it says the validator's. */
  private static JwtDecoder decoder(
      JWKSource<SecurityContext> keys, OAuth2TokenValidator<Jwt> validator) {
    DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();
    signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
    signatures.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(signatures);
    decoder.setJwtValidator(validator);
    return decoder;
  }

  @Bean
  List<DemoSystem> demoSystems() {
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
