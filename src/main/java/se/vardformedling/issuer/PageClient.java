package se.vardformedling.issuer;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.stereotype.Component;
import se.vardformedling.security.SignIn;

/**
 * The pages as a client of the demo's issuer, seen from both sides: what the pages know of the
 * issuer, and what the issuer knows of the pages. The secret lives as long as the program.
 */
@Component
@Profile("demo")
class PageClient implements ClientRegistrationRepository {
  static final String ID = "vardformedling-pages";

  private final String secret = UUID.randomUUID().toString();
  private final String kept =
      PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(secret);
  private final IssuerAddress address;

  PageClient(IssuerAddress address) {
    this.address = address;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    if (!registrationId.equals(SignIn.REGISTRATION)) {
      return null;
    }
    return ClientRegistration.withRegistrationId(SignIn.REGISTRATION)
        .clientId(ID)
        .clientSecret(secret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri("{baseUrl}" + SignIn.CODE_PATH)
        .scope(OidcScopes.OPENID)
        // Relative: the browser stays at the name it uses for this machine, where its cookie is.
        .authorizationUri("/oauth2/authorize")
        .tokenUri(address.loopback() + "/oauth2/token")
        .issuerUri(address.issuer())
        .clientSettings(ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
        .userNameAttributeName("sub")
        .build();
  }

  RegisteredClient registered() {
    return RegisteredClient.withId(ID)
        .clientId(ID)
        .clientSecret(kept)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .redirectUri(address.issuer() + SignIn.CODE_PATH)
        .redirectUri(address.loopback() + SignIn.CODE_PATH)
        .scope(OidcScopes.OPENID)
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build())
        .build();
  }
}
