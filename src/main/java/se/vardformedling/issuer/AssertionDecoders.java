package se.vardformedling.issuer;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.util.Set;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.stereotype.Component;

/**
 * Reads a client's assertion with the key, the algorithms and the type it is registered for: what
 * the assertion's own header says of keys is not followed.
 */
@Component
@Profile("demo")
class AssertionDecoders implements JwtDecoderFactory<RegisteredClient> {
  private final KnownSystems systems;
  private final Assertions assertions;

  AssertionDecoders(KnownSystems systems, Assertions assertions) {
    this.systems = systems;
    this.assertions = assertions;
  }

  @Override
  public JwtDecoder createDecoder(RegisteredClient client) {
    DemoSystem system =
        systems
            .find(client.getClientId())
            .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_CLIENT));
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(Set.of(system.profile().type())));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            system.profile().algorithms(),
            new ImmutableJWKSet<>(new JWKSet(system.key().toPublicJWK()))));
    // Times and audience are checked below, with our clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(assertion -> assertions.validate(system, assertion));
    return decoder;
  }
}
