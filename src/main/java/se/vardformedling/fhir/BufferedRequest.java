package se.vardformedling.fhir;

import ca.uhn.fhir.util.UrlUtil;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.vardformedling.identifier.SystemNames;

/**
 * The request with its body already read, unpacked and checked, without the headers that are dealt
 * with and with others said in the one way that HAPI understands.
 */
final class BufferedRequest extends HttpServletRequestWrapper {
  private final byte[] body;
  private final boolean form;
  private final Set<String> hidden = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, String> said = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  BufferedRequest(HttpServletRequest request, byte[] body, boolean form) {
    super(request);
    this.body = body;
    this.form = form;
  }

  BufferedRequest hiding(String header) {
    hidden.add(header);
    return this;
  }

  BufferedRequest saying(String header, String value) {
    said.put(header, value);
    return this;
  }

  /**
   * HAPI knows HEAD of a few things only; the body of its answer goes no further than Tomcat. What
   * begins work is no mere look.
   */
  @Override
  public String getMethod() {
    String method = super.getMethod();
    return method.equals("HEAD") && !getRequestURI().endsWith("/$export") ? "GET" : method;
  }

  /** With systems told by the one name: a condition is read out of here. */
  @Override
  public @Nullable String getQueryString() {
    String query = super.getQueryString();
    return query == null || !SystemNames.mayHold(query) ? query : SystemNames.toldInQuery(query);
  }

  byte[] body() {
    return body.clone();
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Bytes(new ByteArrayInputStream(body));
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public @Nullable String getHeader(String name) {
    String value = said.get(name);
    return hidden.contains(name) ? null : value == null ? super.getHeader(name) : value;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (hidden.contains(name)) {
      return Collections.emptyEnumeration();
    }
    String value = said.get(name);
    return value == null ? super.getHeaders(name) : Collections.enumeration(List.of(value));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(hidden::contains);
    return Collections.enumeration(names);
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return form
        ? UrlUtil.parseQueryStrings(getQueryString(), new String(body, StandardCharsets.UTF_8))
        : super.getParameterMap();
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterMap().get(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return getParameterMap().get(name);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(getParameterMap().keySet());
  }

  private static final class Bytes extends ServletInputStream {
    private final ByteArrayInputStream bytes;

    Bytes(ByteArrayInputStream bytes) {
      this.bytes = bytes;
    }

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
  }
}
