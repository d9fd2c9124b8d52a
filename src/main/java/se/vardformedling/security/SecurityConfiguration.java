package se.vardformedling.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import se.vardformedling.fhir.Outcomes;

/** Deny by default: FHIR by bearer token, pages by sign-in, a few open pages, nothing else. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  private static final List<String> OPEN_PAGES =
      List.of(
          "/",
          "/invanare",
          "/tillganglighet",
          "/informationsblad",
          "/informationsblad.pdf",
          "/errors",
          "/error",
          "/signin/**",
          "/css/**",
          "/js/**",
          "/img/**",
          "/vendor/**",
          "/actuator/health",
          "/.well-known/vf-notify.json",
          "/demo/token/*",
          "/demo/key/*");

  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE,
          HttpMethod.OPTIONS);

  /** Each filter's own timer costs more than the filter; requests are timed as a whole. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
  }

  /** An address that is no plain one, such as with two slashes, is no page of ours. */
  @Bean
  RequestRejectedHandler noSuchPage() {
    return (request, response, why) -> {
      if (!METHODS.contains(HttpMethod.valueOf(request.getMethod()))) {
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        return;
      }
      boolean address = String.valueOf(request.getRequestURI()).matches(".*(//|[;%\\\\]).*");
      response.sendError(
          address && !Outcomes.answers(request)
              ? HttpServletResponse.SC_NOT_FOUND
              : HttpServletResponse.SC_BAD_REQUEST);
    };
  }

  /** As strict as it comes, without two regular expressions for each header that is read. */
  @Bean
  HttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(HeaderRules::name);
    firewall.setAllowedHeaderValues(HeaderRules::value);
    return firewall;
  }

  @Bean
  @Order(0)
  SecurityFilterChain fhirAccess(
      HttpSecurity http, TokenRefusal refusal, CallerClaims claims, KnownTokens tokens)
      throws Exception {
    // An MVC matcher would not see the FHIR servlet.
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    return http.securityMatcher(path.matcher("/fhir/**"))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        path.matcher(HttpMethod.GET, "/fhir/metadata"),
                        path.matcher(HttpMethod.HEAD, "/fhir/metadata"),
                        path.matcher(HttpMethod.GET, SmartConfiguration.PATH),
                        path.matcher(HttpMethod.HEAD, SmartConfiguration.PATH))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(tokens::shown)
                    .jwt(
                        jwt ->
                            jwt.decoder(tokens::decode)
                                .jwtAuthenticationConverter(
                                    token ->
                                        new CallerToken(token, claims.caller(token.getClaims()))))
                    .authenticationEntryPoint(refusal)
                    .accessDeniedHandler(refusal))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .build();
  }

  /** The signed-in pages are there only if somebody can vouch for people. */
  @Bean
  @Order(2)
  SecurityFilterChain pages(
      HttpSecurity http,
      ObjectProvider<ClientRegistrationRepository> providers,
      OAuth2UserService<OidcUserRequest, OidcUser> people,
      PageRoutes routes)
      throws Exception {
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    ClientRegistrationRepository provider = providers.getIfAvailable();
    ToSignIn toSignIn = new ToSignIn(provider != null, routes);
    http.authorizeHttpRequests(
            requests -> {
              requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll();
              OPEN_PAGES.forEach(
                  page ->
                      requests
                          .requestMatchers(
                              path.matcher(HttpMethod.GET, page),
                              path.matcher(HttpMethod.HEAD, page))
                          .permitAll());
              if (provider != null) {
                requests.requestMatchers(path.matcher("/app/**")).authenticated();
              }
              requests.anyRequest().denyAll();
            })
        .headers(PageHeaders::strict)
        .requestCache(cache -> cache.requestCache(toSignIn.asked()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(toSignIn)
                    .accessDeniedHandler(new OldForms(routes)));
    if (provider != null) {
      signIn(http, people, toSignIn);
    }
    return http.build();
  }

  private static void signIn(
      HttpSecurity http, OAuth2UserService<OidcUserRequest, OidcUser> people, ToSignIn toSignIn)
      throws Exception {
    http.oauth2Login(
            login ->
                login
                    .loginPage(SignIn.PATH)
                    .authorizationEndpoint(at -> at.baseUri(SignIn.AUTHORIZATION_PATH))
                    .redirectionEndpoint(at -> at.baseUri(SignIn.CODE_PATH))
                    .userInfoEndpoint(at -> at.oidcUserService(people))
                    .successHandler(toSignIn)
                    .failureUrl(SignIn.FAILED_PATH))
        .logout(
            out ->
                out.logoutRequestMatcher(
                        PathPatternRequestMatcher.withDefaults()
                            .matcher(HttpMethod.POST, SignIn.OUT_PATH))
                    .logoutSuccessUrl(SignIn.OUT_PATH));
  }
}
