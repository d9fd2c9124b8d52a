package se.vardformedling.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.savedrequest.DefaultSavedRequest;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * From a page that needs sign-in to the sign-in and back. The way back is kept in the session and
 * holds a path under {@code /app} alone, so that no address from outside can be put there.
 */
final class ToSignIn implements AuthenticationEntryPoint, AuthenticationSuccessHandler {
  private static final RequestMatcher PAGES =
      PathPatternRequestMatcher.withDefaults().matcher("/app/**");
  private static final RequestMatcher READ =
      PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.GET, "/app/**");

  private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

  private final boolean on;
  private final PageRoutes routes;

  /**
   * @param on whether there is a provider to sign in with
   */
  ToSignIn(boolean on, PageRoutes routes) {
    this.on = on;
    this.routes = routes;
    asked.setRequestMatcher(request -> READ.matches(request) && !fragment(request));
    asked.setMatchingRequestParameterName(null);
    // The demo's issuer keeps its own way back in the same session.
    asked.setSessionAttrName("vf.asked");
  }

  RequestCache asked() {
    return asked;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException reason)
      throws IOException {
    if (!PAGES.matches(request)) {
      response.sendError(
          routes.none(request)
              ? HttpServletResponse.SC_NOT_FOUND
              : HttpServletResponse.SC_FORBIDDEN);
    } else if (!on) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (fragment(request)) {
      // A part of a page cannot be replaced by a sign-in: the whole page goes there.
      response.setHeader("HX-Redirect", SignIn.PATH);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      goTo(response, SignIn.PATH);
    }
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication person)
      throws IOException {
    String target = SignIn.START;
    if (asked.getRequest(request, response) instanceof DefaultSavedRequest saved) {
      String query = saved.getQueryString();
      String address = saved.getRequestURI() + (query == null ? "" : "?" + query);
      target = address.startsWith(SignIn.START) ? address : target;
    }
    asked.removeRequest(request, response);
    goTo(response, target);
  }

  private static void goTo(HttpServletResponse response, String path) {
    response.setHeader("Location", path);
    response.setStatus(HttpServletResponse.SC_FOUND);
  }

  private static boolean fragment(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }
}
