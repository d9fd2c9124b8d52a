package se.vardformedling.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses by headers and size, so that a body is read once, whole and no larger than allowed,
 * packed or not.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE - 10)
class RequestGate extends OncePerRequestFilter {
  private final Outcomes outcomes;
  private final int largest;

  RequestGate(Outcomes outcomes, @Value("${vf.fhir.max-body:10MB}") DataSize largest) {
    this.outcomes = outcomes;
    this.largest = Math.toIntExact(largest.toBytes());
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/fhir");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    boolean hasBody =
        request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    Optional<Problem> wrong =
        Stream.of(
                HttpRules.accept(request.getHeader("Accept")),
                HttpRules.contentType(
                    request.getMethod(),
                    request.getRequestURI(),
                    request.getContentType(),
                    hasBody),
                HttpRules.ifMatch(request.getHeader("If-Match")))
            .flatMap(Optional::stream)
            .findFirst();
    try {
      if (wrong.isPresent()) {
        throw wrong.get().because("");
      }
      boolean form =
          String.valueOf(request.getContentType()).startsWith("application/x-www-form-urlencoded");
      chain.doFilter(hasBody && !form ? new Read(request, body(request)) : request, response);
    } catch (Refusal refusal) {
      outcomes.send(request, response, refusal);
    }
  }

  private byte[] body(HttpServletRequest request) throws IOException {
    String encoding = request.getHeader("Content-Encoding");
    if (request.getContentLengthLong() > largest) {
      throw Problem.PAYLOAD_TOO_LARGE.because("at most " + largest + " bytes");
    }
    if (encoding == null || encoding.equals("identity")) {
      return limited(request.getInputStream());
    }
    if (!encoding.equals("gzip")) {
      throw Problem.UNSUPPORTED_MEDIA_TYPE.at("Content-Encoding", "");
    }
    try (InputStream unpacked = new GZIPInputStream(request.getInputStream())) {
      return limited(unpacked);
    } catch (ZipException | java.io.EOFException e) {
      throw Problem.MALFORMED_BODY.at("Content-Encoding", "not gzip");
    }
  }

  private byte[] limited(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    for (int n = in.read(part); n >= 0; n = in.read(part)) {
      if (all.size() + n > largest) {
        throw Problem.PAYLOAD_TOO_LARGE.because("at most " + largest + " bytes");
      }
      all.write(part, 0, n);
    }
    return all.toByteArray();
  }

  /** The request with its body already read and unpacked. */
  private static final class Read extends HttpServletRequestWrapper {
    private final byte[] body;

    Read(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
          return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new IllegalStateException("The body is read at once");
        }
      };
    }

    @Override
    public @Nullable String getHeader(String name) {
      return name.equalsIgnoreCase("Content-Encoding") ? null : super.getHeader(name);
    }

    @Override
    public java.util.Enumeration<String> getHeaders(String name) {
      return name.equalsIgnoreCase("Content-Encoding")
          ? java.util.Collections.emptyEnumeration()
          : super.getHeaders(name);
    }
  }
}
