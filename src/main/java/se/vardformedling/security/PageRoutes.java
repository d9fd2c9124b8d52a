package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Tells an address at which nothing answers anybody from one that is closed to the caller. It looks
 * at the routes alone, never at what they would find.
 */
@Component
class PageRoutes {
  private final Supplier<List<PathPattern>> patterns;

  PageRoutes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    // The mappings are made after the filters that ask.
    this.patterns = SingletonSupplier.of(() -> patterns(mappings));
  }

  /** Whether there is no route; under the signed-in pages only those who are let in are told. */
  boolean none(HttpServletRequest request) {
    PathContainer path = PathContainer.parsePath(request.getRequestURI());
    return !(request.getRequestURI() + "/").startsWith(SignIn.START + "/")
        && patterns.get().stream().noneMatch(pattern -> pattern.matches(path));
  }

  private static List<PathPattern> patterns(
      ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    return mappings.stream()
        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
        .flatMap(info -> Optional.ofNullable(info.getPathPatternsCondition()).stream())
        .map(PathPatternsRequestCondition::getPatterns)
        .flatMap(Set::stream)
        .toList();
  }
}
