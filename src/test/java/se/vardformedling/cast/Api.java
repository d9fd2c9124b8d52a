package se.vardformedling.cast;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plain HTTP to the node under test, as one of the demo's personas. */
public final class Api {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final Map<String, String> tokens = new HashMap<>();

  public Api(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** Status, body and headers of one answer. */
  public record Answer(int status, String body, java.net.http.HttpHeaders headers) {
    public String first(String pattern) {
      Matcher matcher = Pattern.compile(pattern).matcher(body);
      if (!matcher.find()) {
        throw new AssertionError("no " + pattern + " in " + status + " " + body);
      }
      return matcher.group(1);
    }

    /** The id of the resource that is the body. */
    public String id() {
      return first("^\\{\"resourceType\":\"[A-Za-z]*\",\"id\":\"([^\"]*)\"");
    }

    /** The problem's code, or "" when there is none. */
    public String problem() {
      Matcher matcher = Pattern.compile("vf-error\",\"code\":\"([a-z-]*)\"").matcher(body);
      return matcher.find() ? matcher.group(1) : "";
    }
  }

  public String token(String persona) {
    return tokens.computeIfAbsent(
        persona,
        p -> send(HttpRequest.newBuilder(URI.create(base + "/demo/token/" + p)).build()).body());
  }

  /** Calls under a name with a token that no persona has. */
  public void know(String name, String token) {
    tokens.put(name, token);
  }

  /** Any method, any content. */
  public Answer send(
      String persona, String method, String path, String type, String body, String... headers) {
    HttpRequest.Builder request = as(persona, path, headers);
    if (!body.isEmpty()) {
      request.header("Content-Type", type);
    }
    return send(
        request
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build());
  }

  public Answer get(String persona, String path, String... headers) {
    return send(as(persona, path, headers).GET().build());
  }

  public Answer post(String persona, String path, String body, String... headers) {
    return send(
        as(persona, path, headers)
            .header("Content-Type", "application/fhir+json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  public Answer put(String persona, String path, String body, String... headers) {
    return send(
        as(persona, path, headers)
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder as(String persona, String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    if (!persona.isEmpty()) {
      request.header("Authorization", "Bearer " + token(persona));
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return request;
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response.headers());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
