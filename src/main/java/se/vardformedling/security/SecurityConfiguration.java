package se.vardformedling.security;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/** Deny by default: FHIR by bearer token, a few open pages, nothing else. */
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
          "/css/**",
          "/js/**",
          "/img/**",
          "/vendor/**",
          "/actuator/health",
          "/demo/token/*");

  @Bean
  @Order(1)
  SecurityFilterChain fhirAccess(HttpSecurity http, TokenRefusal refusal) throws Exception {
    // An MVC matcher would not see the FHIR servlet.
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    return http.securityMatcher(path.matcher("/fhir/**"))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(path.matcher(HttpMethod.GET, "/fhir/metadata"))
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(Customizer.withDefaults())
                    .authenticationEntryPoint(refusal)
                    .accessDeniedHandler(refusal))
        .exceptionHandling(
            handling -> handling.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http) throws Exception {
    PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
    return http.authorizeHttpRequests(
            requests -> {
              OPEN_PAGES.forEach(
                  page -> requests.requestMatchers(path.matcher(HttpMethod.GET, page)).permitAll());
              requests.anyRequest().denyAll();
            })
        .headers(
            headers ->
                headers.contentSecurityPolicy(
                    csp ->
                        csp.policyDirectives(
                            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri"
                                + " 'none'; frame-ancestors 'none'; form-action 'self'")))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .build();
  }
}
