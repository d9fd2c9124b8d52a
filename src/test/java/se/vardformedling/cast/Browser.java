package se.vardformedling.cast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without JavaScript: keeps cookies, follows redirects if told to, sends forms. */
public final class Browser {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]*)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final URI base;

  public Browser(int port) {
    this.base = URI.create("http://localhost:" + port);
  }

  /** Signed in as a persona. */
  public static Browser as(int port, String persona) {
    Browser browser = new Browser(port);
    browser.signIn(persona, "/app/me");
    return browser;
  }

  /** Where one ended up and what one sees there. */
  public record Page(int status, String path, String body, java.net.http.HttpHeaders headers) {
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** What a pattern's first group finds first. */
    public String first(String pattern) {
      Matcher found = Pattern.compile(pattern).matcher(body);
      if (!found.find()) {
        throw new AssertionError("no " + pattern + " at " + path + ": " + status + " " + body);
      }
      return found.group(1);
    }

    /** The token of the page's first form. */
    public String csrf() {
      Matcher found = CSRF.matcher(body);
      if (!found.find()) {
        throw new AssertionError("no form at " + path + ": " + status + " " + body);
      }
      return found.group(1);
    }
  }

  /** Opens a page and follows where it leads. */
  public Page open(String path) {
    return follow(once(path));
  }

  /** One answer, not followed. */
  public Page once(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /** What an address answers, byte by byte. */
  public byte[] bytes(String path) {
    try {
      return http.send(request(path).GET().build(), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Sends a form as it is, and follows. */
  public Page submit(String path, Map<String, String> fields) {
    return follow(post(path, fields));
  }

  /** Sends a form of a page, with the page's secret, and follows. */
  public Page submit(Page from, String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", from.csrf());
    return submit(path, all);
  }

  /** Sends a form, not followed. */
  public Page post(String path, Map<String, String> fields, String... headers) {
    String form =
        fields.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  /** Sends a form of a page with a file in its field {@code fil}, and follows. */
  public Page upload(Page from, String path, Map<String, String> fields, byte[] file) {
    return upload(from, path, fields, "fil.csv", file);
  }

  /** The same under a name; empty when no file was chosen. */
  public Page upload(Page from, String path, Map<String, String> fields, String name, byte[] file) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("_csrf", from.csrf());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    String part = "--part\r\nContent-Disposition: form-data; name=\"%s\"%s\r\n\r\n";
    all.forEach(
        (field, value) ->
            body.writeBytes((part.formatted(field, "") + value + "\r\n").getBytes(UTF_8)));
    body.writeBytes(part.formatted("fil", "; filename=\"" + name + "\"").getBytes(UTF_8));
    body.writeBytes(file);
    body.writeBytes("\r\n--part--\r\n".getBytes(UTF_8));
    return follow(
        send(
            request(path)
                .header("Content-Type", "multipart/form-data; boundary=part")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                .build()));
  }

  /** Asks for the page, chooses the persona, and is where it wanted to be. */
  public Page signIn(String persona, String path) {
    Page choice = open(path);
    return submit(choice.path(), Map.of("persona", persona, "_csrf", choice.csrf()));
  }

  public List<HttpCookie> cookies() {
    return cookies.getCookieStore().getCookies();
  }

  public void forgetCookies() {
    cookies.getCookieStore().removeAll();
  }

  public void setCookie(String name, String value) {
    HttpCookie cookie = new HttpCookie(name, value);
    cookie.setPath("/");
    cookie.setVersion(0);
    cookies.getCookieStore().add(base, cookie);
  }

  private Page follow(Page page) {
    Page at = page;
    for (int i = 0; i < 12 && at.status() / 100 == 3; i++) {
      URI next = base.resolve(at.path()).resolve(at.header("Location"));
      if (!base.getAuthority().equals(next.getAuthority())) {
        throw new AssertionError("led away to " + next);
      }
      at = once(next.getRawPath() + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
    }
    return at;
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "text/html");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private Page send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      String query = request.uri().getRawQuery();
      return new Page(
          response.statusCode(),
          request.uri().getRawPath() + (query == null ? "" : "?" + query),
          response.body(),
          response.headers());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
