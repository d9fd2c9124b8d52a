package se.vardformedling.issuer;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.JwtClientAssertionAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2TokenEndpointConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import se.vardformedling.security.PageHeaders;
import se.vardformedling.security.ScopeRules;
import se.vardformedling.security.SignIn;
import se.vardformedling.security.TokenSettings;

/** The issuer's doors: authorization and token endpoints, and the choice of a persona. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class IssuerConfiguration {

  @Bean
  @Order(1)
  SecurityFilterChain issuer(HttpSecurity http, AssertionDecoders assertions) throws Exception {
    OAuth2AuthorizationServerConfigurer server =
        OAuth2AuthorizationServerConfigurer.authorizationServer();
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    // Its own place in the session: who is a persona here has not signed in to the pages yet.
    HttpSessionSecurityContextRepository persona = new HttpSessionSecurityContextRepository();
    persona.setSpringSecurityContextKey("vf.persona");
    return http.securityMatcher(
            new OrRequestMatcher(server.getEndpointsMatcher(), path.matcher(PersonaPage.PATH)))
        .with(
            server,
            endpoints ->
                endpoints
                    .oidc(Customizer.withDefaults())
                    .clientAuthentication(clients -> byAssertion(clients, assertions))
                    .tokenEndpoint(IssuerConfiguration::narrowScopes))
        .securityContext(context -> context.securityContextRepository(persona))
        .authenticationProvider(new NoPassword())
        .formLogin(
            form ->
                form.loginPage(PersonaPage.PATH)
                    .usernameParameter("persona")
                    .defaultSuccessUrl(SignIn.START)
                    .permitAll())
        .exceptionHandling(
            handling ->
                handling.defaultAuthenticationEntryPointFor(
                    new LoginUrlAuthenticationEntryPoint(PersonaPage.PATH),
                    path.matcher("/oauth2/authorize")))
        .authorizeHttpRequests(
            requests ->
                requests
                    // With its language in the address too.
                    .requestMatchers(path.matcher(PersonaPage.PATH))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .headers(PageHeaders::strict)
        .build();
  }

  private static void byAssertion(
      OAuth2ClientAuthenticationConfigurer clients, AssertionDecoders assertions) {
    clients
        .authenticationConverter(new AssertionConverter())
        .authenticationProviders(
            providers ->
                providers.stream()
                    .filter(JwtClientAssertionAuthenticationProvider.class::isInstance)
                    .map(JwtClientAssertionAuthenticationProvider.class::cast)
                    .forEach(provider -> provider.setJwtDecoderFactory(assertions)));
  }

  /**
   * A client may ask for less than it is registered for: one type of all, or one letter of three.
   */
  private static void narrowScopes(OAuth2TokenEndpointConfigurer tokens) {
    tokens.authenticationProviders(
        providers ->
            providers.stream()
                .filter(OAuth2ClientCredentialsAuthenticationProvider.class::isInstance)
                .map(OAuth2ClientCredentialsAuthenticationProvider.class::cast)
                .forEach(
                    provider ->
                        provider.setAuthenticationValidator(
                            asked -> {
                              OAuth2ClientCredentialsAuthenticationToken request =
                                  asked.getAuthentication();
                              if (!ScopeRules.within(
                                  asked.getRegisteredClient().getScopes(), request.getScopes())) {
                                throw new OAuth2AuthenticationException(
                                    OAuth2ErrorCodes.INVALID_SCOPE);
                              }
                            })));
  }

  @Bean
  AuthorizationServerSettings issuerSettings() {
    return AuthorizationServerSettings.builder().build();
  }

  @Bean
  OAuth2TokenCustomizer<JwtEncodingContext> issuedClaims(
      IssuerAddress address, TokenSettings settings) {
    return context -> {
      context.getJwsHeader().algorithm(DemoIssuer.ALGORITHM);
      context.getClaims().issuer(address.issuer());
      if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
        context
            .getClaims()
            .audience(List.of(settings.audience()))
            .claim("client_id", context.getRegisteredClient().getClientId());
      }
      Persona.named(context.getPrincipal().getName())
          .ifPresent(
              persona -> context.getClaims().claims(claims -> claims.putAll(persona.claims())));
    };
  }

  /** Whoever says to be a persona is that persona. */
  private static final class NoPassword implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication said) {
      return Persona.named(said.getName())
          .map(
              persona ->
                  UsernamePasswordAuthenticationToken.authenticated(
                      persona.id(), null, AuthorityUtils.NO_AUTHORITIES))
          .orElseThrow(() -> new BadCredentialsException("no such persona"));
    }

    @Override
    public boolean supports(Class<?> kind) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
  }
}
