package se.vardformedling.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.identifier.IdentityScanner;

/** Gives every answer, errors included, the ids that find it in the log. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class RequestIds extends OncePerRequestFilter {
  public static final String REQUEST_ID = "vf.requestId";
  public static final String CORRELATION_ID = "vf.correlationId";

  /** What a request made the first time, if it is answered again; for the log. */
  public static final String REPEATED = "vf.repeated";

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final Pattern VERSION = Pattern.compile(".{14}[1-8].{4}[89abAB].{16}");
  private static final Pattern LETTER = Pattern.compile("[a-fA-F]");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    set(request, response, "X-Request-Id", REQUEST_ID);
    set(request, response, "X-Correlation-Id", CORRELATION_ID);
    chain.doFilter(request, response);
  }

  /** Whether the caller chose the request's id, and so may send the request again. */
  static boolean sent(HttpServletRequest request) {
    String header = request.getHeader("X-Request-Id");
    return header != null && usable(header);
  }

  /** The id by which the caller may send the request again, if it chose one. */
  public static Optional<String> chosen(HttpServletRequest request) {
    return sent(request) ? Optional.of(of(request)) : Optional.empty();
  }

  static String of(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(REQUEST_ID));
  }

  /** Sets the headers once more on an answer that was begun anew. */
  static void repeat(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Request-Id", of(request));
    response.setHeader("X-Correlation-Id", String.valueOf(request.getAttribute(CORRELATION_ID)));
  }

  private static void set(
      HttpServletRequest request, HttpServletResponse response, String header, String attribute) {
    String id = id(request.getHeader(header));
    request.setAttribute(attribute, id);
    response.setHeader(header, id);
  }

  /** What is no UUID is not repeated: it might be anything. */
  private static String id(@Nullable String sent) {
    return sent != null && usable(sent) ? sent : UUID.randomUUID().toString();
  }

  /**
   * A UUID, unless somebody has written a number into it: it would stand in the log for years. One
   * of some 450 drawn UUIDs has ten such digits by chance and is taken all the same, for without
   * its id a change that is sent again would be made again.
   */
  static boolean usable(String sent) {
    return UUID_FORM.matcher(sent).matches()
        && IdentityScanner.scan(sent, IdentityScanner.Place.TEXT).isEmpty()
        && (drawn(sent)
            // Behind any two digits: a number begins with a group, and this one may be hidden.
            || IdentityScanner.scan(sent.substring(2, 13), IdentityScanner.Place.TEXT).isEmpty());
  }

  /** Whether a version, a variant and a letter behind them (RFC 9562) speak for chance. */
  private static boolean drawn(String id) {
    return VERSION.matcher(id).matches()
        && LETTER.matcher(id.substring(15, 18) + id.substring(20)).find();
  }
}
