package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;

/**
 * A form whose secret is no longer the session's: the session has ended since, or another has
 * begun. It is refused, and the page that says so leads back to where the form was.
 */
public final class OldForms implements AccessDeniedHandler {
  /** What a request carries to the page that says so. */
  public static final String ATTRIBUTE = "vf.oldForm";

  private final PageRoutes routes;

  OldForms(PageRoutes routes) {
    this.routes = routes;
  }

  /**
   * What is told.
   *
   * @param signedOut whether nobody is signed in any more
   * @param back a page of ours
   */
  public record OldForm(boolean signedOut, String back) {}

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException reason)
      throws IOException {
    if (reason instanceof CsrfException && request.getRequestURI().startsWith(SignIn.START)) {
      boolean signedOut = Caller.current().role() == Role.ANONYMOUS;
      request.setAttribute(ATTRIBUTE, new OldForm(signedOut, back(request)));
    }
    response.sendError(
        routes.none(request) ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_FORBIDDEN);
  }

  /** The page with the form, as the browser says; never an address of another's. */
  public static String back(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Referer"))
        .flatMap(OldForms::address)
        .filter(page -> request.getServerName().equals(page.getHost()))
        .map(page -> page.getRawPath() + query(page))
        .filter(path -> path.matches(SignIn.START + "([/?].*)?"))
        .orElse(SignIn.START);
  }

  private static Optional<URI> address(String text) {
    try {
      return Optional.of(URI.create(text));
    } catch (IllegalArgumentException nonsense) {
      return Optional.empty();
    }
  }

  private static String query(URI page) {
    return page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
  }
}
