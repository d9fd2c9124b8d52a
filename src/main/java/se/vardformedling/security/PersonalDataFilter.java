package se.vardformedling.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.IdentityScanner.Place;
import se.vardformedling.identifier.IdentityScanner.Rule;

/**
 * The guard for what is no resource: address, query, headers and forms of every request, before
 * anybody logs them.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
@NationalNode
class PersonalDataFilter extends OncePerRequestFilter {
  /** What is no text of the caller's: credentials, and numbers the protocol makes. */
  private static final Set<String> NOT_READ =
      Set.of(
          "authorization", "cookie", "content-length", "host", "x-request-id", "x-correlation-id");

  private final Outcomes outcomes;

  PersonalDataFilter(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> place = placeOfIdentity(request);
    if (place.isPresent()) {
      outcomes.send(request, response, Problem.PHI_DETECTED.at(place.get(), ""));
    } else {
      chain.doFilter(request, response);
    }
  }

  private static Optional<String> placeOfIdentity(HttpServletRequest request) {
    if (found(decoded(request.getRequestURI()))) {
      return Optional.of("path");
    }
    if (found(decoded(request.getQueryString()))) {
      return Optional.of("query");
    }
    if (inForm(request)) {
      return Optional.of("form");
    }
    return Collections.list(request.getHeaderNames()).stream()
        .filter(name -> !NOT_READ.contains(name.toLowerCase(Locale.ROOT)))
        .filter(
            name ->
                Collections.list(request.getHeaders(name)).stream()
                    .anyMatch(value -> found(decoded(value))))
        .findFirst()
        .map(name -> "header");
  }

  /** The pages' forms; what is sent to FHIR is read by the guard, which knows its elements. */
  private static boolean inForm(HttpServletRequest request) {
    return !Outcomes.answers(request)
        && "POST".equals(request.getMethod())
        && request.getParameterMap().entrySet().stream()
            .filter(field -> !field.getKey().equals("_csrf"))
            .flatMap(field -> Arrays.stream(field.getValue()))
            .anyMatch(PersonalDataFilter::found);
  }

  private static boolean found(@Nullable String text) {
    Optional<Rule> rule = text == null ? Optional.empty() : IdentityScanner.scan(text, Place.TEXT);
    return rule.isPresent();
  }

  private static @Nullable String decoded(@Nullable String text) {
    try {
      return text == null ? null : URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
