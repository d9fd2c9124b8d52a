package se.vardformedling.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Signs tokens for the demo's personas with a key that lives as long as the program. Does not exist
 * outside demo.
 */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoIssuer {
  private static final String ISSUER = "urn:vardformedling:demo";
  private static final Duration LIFETIME = Duration.ofHours(8);

  @Bean
  RSAKey demoKey() throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair keys = generator.generateKeyPair();
    return new RSAKey.Builder((RSAPublicKey) keys.getPublic())
        .privateKey(keys.getPrivate())
        .build();
  }

  @Bean
  JwtDecoder jwtDecoder(RSAKey demoKey, TokenSettings settings) throws JOSEException {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withPublicKey(demoKey.toRSAPublicKey())
            .signatureAlgorithm(SignatureAlgorithm.RS384)
            .build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(ISSUER), Tokens.audience(settings.audience())));
    return decoder;
  }

  @Bean
  DemoTokens demoTokens(RSAKey demoKey, Clock clock, TokenSettings settings) {
    JwtEncoder encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(demoKey)));
    return persona -> {
      Instant now = clock.instant();
      JwtClaimsSet.Builder claims =
          JwtClaimsSet.builder()
              .issuer(ISSUER)
              .subject(persona.id())
              .audience(List.of(settings.audience()))
              .issuedAt(now)
              .expiresAt(now.plus(LIFETIME))
              .claim("role", persona.role().claim());
      persona.region().ifPresent(region -> claims.claim("region", region));
      persona.unit().ifPresent(unit -> claims.claim("unit", unit));
      JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS384).build();
      return encoder.encode(JwtEncoderParameters.from(header, claims.build())).getTokenValue();
    };
  }
}
