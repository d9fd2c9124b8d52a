package se.vardformedling.web;

import java.util.Collection;
import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * One look at a page.
 *
 * @param persona who looks; empty for anybody
 * @param path the address, with what makes the page show something
 */
record Visit(String persona, String path) {
  /** What leads to the page of what is missing. */
  static final String MISSING = "/css/saknas.css";

  static List<Visit> as(String persona, String... paths) {
    return List.of(paths).stream().map(path -> new Visit(persona, path)).toList();
  }

  /** The routes that none of the visits comes to. */
  static List<String> forgotten(Collection<String> routes, Collection<Visit> visits) {
    return routes.stream()
        .filter(route -> visits.stream().noneMatch(visit -> visit.comesTo(route)))
        .toList();
  }

  private boolean comesTo(String route) {
    return route.equals("/error")
        ? path.equals(MISSING)
        : PathPatternParser.defaultInstance
            .parse(route)
            .matches(PathContainer.parsePath(path.replaceFirst("\\?.*", "")));
  }

  String in(String language) {
    return path + (path.contains("?") ? "&" : "?") + "lang=" + language;
  }

  /** The name of its pictures, the same each time. */
  String name() {
    String plain =
        path.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "x").replaceAll("VF-[0-9A-Z]+", "x");
    return (persona.isEmpty() ? "open" : persona) + plain.replaceAll("[^a-z0-9]+", "-");
  }
}
