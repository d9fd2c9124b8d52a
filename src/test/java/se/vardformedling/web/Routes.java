package se.vardformedling.web;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The pages that the program has, as it says itself: no list that somebody must remember. */
final class Routes {
  /** What is read and is no page: a way on to another, part of a page, a paper. */
  private static final Set<String> NO_PAGES =
      Set.of("/signin", "/app/hitta/forslag", "/app/arenden/ta", "/informationsblad.pdf");

  private Routes() {}

  /** The patterns of all pages, such as {@code /app/avtal/{id}}. */
  static Set<String> pages(RequestMappingHandlerMapping mapping) {
    Set<String> pages = new TreeSet<>();
    mapping
        .getHandlerMethods()
        .forEach(
            (route, method) -> {
              Set<RequestMethod> methods = route.getMethodsCondition().getMethods();
              boolean read = methods.isEmpty() || methods.contains(RequestMethod.GET);
              boolean ours = method.getBeanType().getPackageName().startsWith("se.vardformedling");
              boolean page =
                  route.getProducesCondition().isEmpty()
                      && !method.hasMethodAnnotation(ResponseBody.class);
              if (read && ours && page) {
                pages.addAll(route.getPatternValues());
              }
            });
    pages.removeAll(NO_PAGES);
    return pages;
  }
}
