package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.util.StringUtils;

/** How a person's sign-in becomes a caller, and what is kept of it. */
@Configuration(proxyBeanMethods = false)
class SignInConfiguration {

  /**
   * Reads the claims from the ID token and the user info, keeps the caller and lets the rest go.
   */
  @Bean
  OAuth2UserService<OidcUserRequest, OidcUser> people(CallerClaims claims) {
    OidcUserService provider = new OidcUserService();
    provider.setRetrieveUserInfo(
        request ->
            StringUtils.hasText(
                request
                    .getClientRegistration()
                    .getProviderDetails()
                    .getUserInfoEndpoint()
                    .getUri()));
    return request -> {
      Map<String, Object> said = new HashMap<>(provider.loadUser(request).getClaims());
      return new SignedInPerson(claims.caller(said));
    };
  }

  /** Its HTTP client is costly to make, and many a node signs nobody in. */
  @Bean
  @Lazy
  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeForToken(
      SignInSettings settings) {
    RestClientAuthorizationCodeTokenResponseClient client =
        new RestClientAuthorizationCodeTokenResponseClient();
    if (!settings.key().isBlank()) {
      client.addParametersConverter(
          new NimbusJwtClientAuthenticationParametersConverter<>(
              registration -> IdentityProvider.key(settings.key())));
    }
    return client;
  }

  /** The provider's access token is for nothing here, so it is not kept. */
  @Bean
  OAuth2AuthorizedClientRepository noTokensKept() {
    return new OAuth2AuthorizedClientRepository() {
      @Override
      public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
          String registration, Authentication person, HttpServletRequest request) {
        return null;
      }

      @Override
      public void saveAuthorizedClient(
          OAuth2AuthorizedClient client,
          Authentication person,
          HttpServletRequest request,
          HttpServletResponse response) {}

      @Override
      public void removeAuthorizedClient(
          String registration,
          Authentication person,
          HttpServletRequest request,
          HttpServletResponse response) {}
    };
  }
}
