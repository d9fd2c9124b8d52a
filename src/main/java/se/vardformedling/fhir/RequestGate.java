package se.vardformedling.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import se.vardformedling.identifier.SystemNames;

/**
 * Refuses by line, headers, size and form, so that a body is read once, whole and no larger than
 * allowed, packed or not, and the FHIR parser sees nothing that could hurt it.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class RequestGate extends OncePerRequestFilter {
  /** The header {@code If-Match} as it was sent, for {@link Versions}. */
  static final String IF_MATCH = "vf.ifMatch";

  private static final DataSize NO_DOCUMENT = DataSize.ofMegabytes(10);

  /** One file as large as a message takes, in base 64. */
  private static final DataSize A_DOCUMENT = DataSize.ofMegabytes(40);

  /** In bytes, from where on a body is large and wants ten times its room while it is stored. */
  private static final int LARGE = 1_000_000;

  private static final List<String> FILES = List.of("/fhir/DocumentReference", "/fhir/Binary");

  private final Outcomes outcomes;
  private final NodeRole node;
  private final Turns turns;
  private final int largest;

  RequestGate(
      Outcomes outcomes,
      NodeRole node,
      Turns turns,
      @Value("${vf.fhir.max-body:}") String largest) {
    this.outcomes = outcomes;
    this.node = node;
    this.turns = turns;
    DataSize most =
        largest.isBlank()
            ? node == NodeRole.REGIONAL ? A_DOCUMENT : NO_DOCUMENT
            : DataSize.parse(largest);
    this.largest = Math.toIntExact(most.toBytes());
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Outcomes.answers(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // Nobody keeps an answer unless the one who gives it says so.
    response.setHeader("Cache-Control", "no-store");
    try {
      Optional<Problem> wrong = wrong(request);
      if (wrong.isPresent()) {
        throw wrong.get().because("");
      }
      byte[] body = hasBody(request) ? whole(request) : new byte[0];
      if (body.length < LARGE && !files(request)) {
        chain.doFilter(checked(request, body), response);
      } else {
        inTurn(checked(request, body), response, chain);
      }
    } catch (Refusal refusal) {
      outcomes.send(request, response, refusal);
    }
  }

  private void inTurn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      turns.inTurn(
          () -> {
            try {
              chain.doFilter(request, response);
              return true;
            } catch (ServletException e) {
              throw new CarriedException(e);
            }
          });
    } catch (CarriedException e) {
      throw (ServletException) e.getCause();
    }
  }

  /** Out of a turn, which knows one kind of failure. */
  private static final class CarriedException extends IOException {
    private static final long serialVersionUID = 1;

    CarriedException(ServletException cause) {
      super(cause);
    }
  }

  /** Whether the answer may be files, or many documents that have them inside. */
  private boolean files(HttpServletRequest request) {
    return node == NodeRole.REGIONAL
        && request.getMethod().equals("GET")
        && FILES.stream().anyMatch(request.getRequestURI()::startsWith);
  }

  private static Optional<Problem> wrong(HttpServletRequest request) {
    return Stream.<Optional<Problem>>of(
            size(request),
            HttpRules.method(request.getMethod()),
            HttpRules.query(request.getQueryString()),
            HttpRules.ifMatch(request.getHeader("If-Match")),
            HttpRules.ifNoneExist(request.getHeader("If-None-Exist")),
            HttpRules.contentType(
                request.getMethod(),
                request.getRequestURI(),
                request.getContentType(),
                hasBody(request)),
            binary(request)
                ? Optional.empty()
                : HttpRules.accept(accept(request), format(request.getQueryString())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** A file is given as what it is to those who take it, else as FHIR. */
  private static boolean binary(HttpServletRequest request) {
    return request.getRequestURI().startsWith("/fhir/Binary/") && request.getMethod().equals("GET");
  }

  private static Optional<Problem> size(HttpServletRequest request) {
    String query = request.getQueryString();
    int address = request.getRequestURI().length() + (query == null ? 0 : query.length());
    if (address > HttpRules.LONGEST_ADDRESS) {
      return Optional.of(Problem.URI_TOO_LONG);
    }
    int headers = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        headers += name.length() + value.length();
      }
    }
    return headers > HttpRules.LONGEST_HEADERS
        ? Optional.of(Problem.HEADERS_TOO_LARGE)
        : Optional.empty();
  }

  private static @Nullable String accept(HttpServletRequest request) {
    String all = String.join(",", Collections.list(request.getHeaders("Accept")));
    return all.isEmpty() ? null : all;
  }

  /** Read from the query itself: asking the request would consume a form. */
  private static @Nullable String format(@Nullable String query) {
    if (query == null) {
      return null;
    }
    return Stream.of(query.split("&"))
        .filter(pair -> pair.startsWith("_format="))
        .map(pair -> URLDecoder.decode(pair.substring(8), StandardCharsets.UTF_8))
        .findFirst()
        .orElse(null);
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private static HttpServletRequest checked(HttpServletRequest request, byte[] body) {
    String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
    boolean form = type.startsWith("application/x-www-form-urlencoded");
    boolean patch = request.getMethod().equals("PATCH");
    if (form) {
      HttpRules.query(new String(body, StandardCharsets.ISO_8859_1))
          .ifPresent(
              problem -> {
                throw problem.because("");
              });
    } else if (body.length > 0 || patch || request.getMethod().equals("PUT")) {
      BodyRules.check(body, type.contains("xml"));
    }
    if (patch) {
      PatchRules.check(body);
    }
    BufferedRequest checked =
        plainly(request, new BufferedRequest(request, body, form).hiding("Content-Encoding"));
    String ifMatch = request.getHeader("If-Match");
    if (ifMatch != null) {
      request.setAttribute(IF_MATCH, ifMatch.strip());
    }
    // HAPI would compare it before access is decided, and try a stale write again for seconds.
    return patch || request.getMethod().equals("PUT") ? checked.hiding("If-Match") : checked;
  }

  /** HAPI answers with the first form that is named, even one that is worth nothing. */
  private static BufferedRequest plainly(HttpServletRequest request, BufferedRequest checked) {
    if (!dated(request)) {
      checked.hiding("If-Modified-Since");
    }
    String condition = request.getHeader("If-None-Exist");
    if (condition != null && SystemNames.mayHold(condition)) {
      checked.saying("If-None-Exist", SystemNames.toldInQuery(condition));
    }
    String accept = accept(request);
    return accept == null || !accept.toLowerCase(Locale.ROOT).contains("q=0") || binary(request)
        ? checked
        : checked.saying("Accept", HttpRules.accepted(accept));
  }

  /** A condition that is no date is passed over (RFC 9110, 13.1.3); HAPI fails with one. */
  private static boolean dated(HttpServletRequest request) {
    try {
      request.getDateHeader("If-Modified-Since");
      return true;
    } catch (IllegalArgumentException noDate) {
      return false;
    }
  }

  private byte[] whole(HttpServletRequest request) throws IOException {
    try {
      return body(request);
    } catch (BadRequestException e) {
      throw Problem.MALFORMED_BODY.because(BrokenBodies.BROKEN);
    }
  }

  private byte[] body(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    if (request.getContentLengthLong() > largest) {
      throw tooLarge();
    }
    if (encoding == null || encoding.equalsIgnoreCase("identity")) {
      return limited(request.getInputStream());
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw Problem.UNSUPPORTED_MEDIA_TYPE.at("Content-Encoding", "");
    }
    try (InputStream unpacked = new GZIPInputStream(request.getInputStream())) {
      return limited(unpacked);
    } catch (ZipException | EOFException e) {
      throw Problem.MALFORMED_BODY.at("Content-Encoding", "not gzip");
    }
  }

  private byte[] limited(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      if (all.size() + n > largest) {
        throw tooLarge();
      }
      all.write(part, 0, n);
    }
    return all.toByteArray();
  }

  private Refusal tooLarge() {
    return Problem.PAYLOAD_TOO_LARGE.because("at most " + largest + " bytes");
  }
}
