package se.vardformedling.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * HAPI's serialiser flushes after every element, which would send a resource in hundreds of pieces;
 * here they are gathered, and only the end of the request sends what is left.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class BufferedAnswers extends OncePerRequestFilter {
  private static final int SIZE = 8 * 1024;

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !Outcomes.answers(request);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Gathered gathered = new Gathered(response);
    chain.doFilter(request, gathered);
    gathered.send();
  }

  private static final class Gathered extends HttpServletResponseWrapper {
    private @Nullable PrintWriter writer;
    private @Nullable Writer buffer;

    Gathered(HttpServletResponse response) {
      super(response);
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      if (writer == null) {
        buffer = new BufferedWriter(super.getWriter(), SIZE);
        writer = new PrintWriter(new Unflushed(buffer));
      }
      return writer;
    }

    /** An error answer replaces what was begun. */
    @Override
    public void reset() {
      super.reset();
      writer = null;
      buffer = null;
    }

    void send() throws IOException {
      if (buffer != null) {
        buffer.flush();
      }
    }
  }

  private static final class Unflushed extends FilterWriter {
    Unflushed(Writer out) {
      super(out);
    }

    @Override
    public void flush() {}

    @Override
    public void close() throws IOException {
      super.flush();
    }
  }
}
