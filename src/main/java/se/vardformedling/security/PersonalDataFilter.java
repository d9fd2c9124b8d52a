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
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
      Set.of("authorization", "cookie", "content-length", "x-request-id", "x-correlation-id");

  /** Of which our own address may be made. */
  private static final Pattern NUMBERED_HOST =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(:\\d{1,5})?|\\[.*](:\\d{1,5})?");

  /** Where forms can be answered with what was written. */
  private static final String PAGES = SignIn.START + "/";

  private final Outcomes outcomes;

  PersonalDataFilter(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> place = placeOfIdentity(request);
    SortedSet<String> fields = place.isPresent() ? new TreeSet<>() : inForm(request);
    if (place.isPresent()) {
      outcomes.send(request, response, Problem.PHI_DETECTED.at(place.get(), ""));
    } else if (fields.isEmpty()) {
      chain.doFilter(request, response);
    } else if (request.getRequestURI().startsWith(PAGES)) {
      IdentityInForms.found(request, fields);
      chain.doFilter(request, response);
    } else {
      outcomes.send(request, response, Problem.PHI_DETECTED.at("form", ""));
    }
  }

  private static Optional<String> placeOfIdentity(HttpServletRequest request) {
    if (found(decoded(request.getRequestURI()))) {
      return Optional.of("path");
    }
    if (found(decoded(request.getQueryString()))) {
      return Optional.of("query");
    }
    return Collections.list(request.getHeaderNames()).stream()
        .filter(name -> !NOT_READ.contains(name.toLowerCase(Locale.ROOT)))
        .filter(
            name ->
                Collections.list(request.getHeaders(name)).stream()
                    .filter(value -> !numberedHost(name, value))
                    .anyMatch(value -> found(decoded(value))))
        .findFirst()
        .map(name -> "header");
  }

  private static boolean numberedHost(String name, String value) {
    return name.equalsIgnoreCase("host") && NUMBERED_HOST.matcher(value).matches();
  }

  /** The pages' forms; what is sent to FHIR is read by the guard, which knows its elements. */
  private static SortedSet<String> inForm(HttpServletRequest request) {
    SortedSet<String> fields = new TreeSet<>();
    if (!Outcomes.answers(request) && "POST".equals(request.getMethod())) {
      request
          .getParameterMap()
          .forEach(
              (name, values) -> {
                if (!name.equals("_csrf")
                    && Arrays.stream(values).anyMatch(PersonalDataFilter::found)) {
                  fields.add(name);
                }
              });
    }
    return fields;
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
