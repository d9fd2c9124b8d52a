package se.vardformedling.security;

import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The operator's identity provider. It is asked about itself at the first sign-in, so that the node
 * starts while the provider is away.
 */
@Component
@Profile("!demo")
@ConditionalOnExpression("'${vf.signin.issuer:}' != ''")
class IdentityProvider implements ClientRegistrationRepository {
  private final SignInSettings settings;
  private volatile @Nullable ClientRegistration known;

  IdentityProvider(SignInSettings settings) {
    this.settings = settings.complete();
    if (!settings.key().isBlank()) {
      key(settings.key());
    }
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    if (!registrationId.equals(SignIn.REGISTRATION)) {
      return null;
    }
    ClientRegistration found = known;
    if (found == null) {
      found = ask();
      known = found;
    }
    return found;
  }

  private ClientRegistration ask() {
    return ClientRegistrations.fromIssuerLocation(settings.issuer())
        .registrationId(SignIn.REGISTRATION)
        .clientId(settings.clientId())
        .clientSecret(settings.clientSecret())
        .clientAuthenticationMethod(
            settings.key().isBlank()
                ? ClientAuthenticationMethod.CLIENT_SECRET_BASIC
                : ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .redirectUri("{baseUrl}" + SignIn.CODE_PATH)
        .scope(scopes())
        .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
        .build();
  }

  private List<String> scopes() {
    return List.of(("openid " + settings.scope()).strip().split("\\s+"));
  }

  /** Our key, when the provider wants signatures and no secret. */
  static JWK key(String text) {
    try {
      return JWK.parse(text);
    } catch (ParseException e) {
      throw new SignInIncompleteException();
    }
  }
}
