package se.vardformedling.issuer;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;

/** The clients that the demo's issuer knows; nobody can add one. */
@Component
@Profile("demo")
class DemoClients implements RegisteredClientRepository {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final PageClient pages;
  private final KnownSystems systems;

  DemoClients(PageClient pages, KnownSystems systems) {
    this.pages = pages;
    this.systems = systems;
  }

  @Override
  public void save(RegisteredClient client) {
    throw new UnsupportedOperationException("The demo's clients are fixed");
  }

  @Override
  public @Nullable RegisteredClient findById(String id) {
    return findByClientId(id);
  }

  @Override
  public @Nullable RegisteredClient findByClientId(String clientId) {
    return clientId.equals(PageClient.ID)
        ? pages.registered()
        : systems.find(clientId).map(DemoClients::registered).orElse(null);
  }

  private static RegisteredClient registered(DemoSystem system) {
    return RegisteredClient.withId(system.clientId())
        .clientId(system.clientId())
        .clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(system.scopes()))
        .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(LIFETIME).build())
        .build();
  }
}
