package se.vardformedling.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import se.vardformedling.fhir.Outcomes;
import se.vardformedling.fhir.Problem;

/**
 * Refuses the pages' forms in which {@link PersonalDataFilter} has found what identifies a person,
 * before any code of the page runs; unless the page tells of just these fields by itself.
 */
@Component
@NationalNode
public class IdentityInForms implements HandlerInterceptor, WebMvcConfigurer {
  private static final String FOUND = "vf.identity";

  private final Outcomes outcomes;

  IdentityInForms(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /** For whoever answers next: in which fields of the form it was found. */
  static void found(HttpServletRequest request, SortedSet<String> fields) {
    request.setAttribute(FOUND, new Fields(fields));
  }

  /** Throws {@link Problem#PHI_DETECTED}, at the field, when something in the form identifies. */
  public static void refuse() {
    if (RequestContextHolder.currentRequestAttributes() instanceof ServletRequestAttributes of) {
      fields(of.getRequest())
          .ifPresent(
              found -> {
                throw Problem.PHI_DETECTED.at(found.names().first(), "");
              });
    }
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(Integer.MIN_VALUE);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    Optional<Fields> found = fields(request);
    // The page that tells of a refusal is no form.
    if (request.getDispatcherType() == DispatcherType.ERROR
        || found.isEmpty()
        || tells(handler, found.get())) {
      return true;
    }
    outcomes.send(request, response, Problem.PHI_DETECTED.at("form", ""));
    return false;
  }

  private static boolean tells(Object handler, Fields found) {
    RefusesIdentity own =
        handler instanceof HandlerMethod method
            ? method.getMethodAnnotation(RefusesIdentity.class)
            : null;
    return own != null && found.names().stream().allMatch(name -> name.matches(own.value()));
  }

  private static Optional<Fields> fields(HttpServletRequest request) {
    return request.getAttribute(FOUND) instanceof Fields fields
        ? Optional.of(fields)
        : Optional.empty();
  }

  private record Fields(SortedSet<String> names) {
    Fields {
      names = new TreeSet<>(names);
    }
  }
}
