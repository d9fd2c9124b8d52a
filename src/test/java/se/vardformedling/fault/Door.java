package se.vardformedling.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import se.vardformedling.cast.Api;

/**
 * A careful caller: sends a command under one X-Request-Id until it is acknowledged, whatever
 * becomes of the node meanwhile, and accepts no other excuse than that it is away.
 */
final class Door {
  private static final Duration PATIENCE = Duration.ofMinutes(12);

  /** A token of the program before, too many requests, away. */
  private static final Set<Integer> EXCUSES = Set.of(401, 429, 503);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String base;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();
  private final Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger again = new AtomicInteger();

  Door(int port) {
    this.base = "http://127.0.0.1:" + port;
  }

  /** Carries out a command once; returns its acknowledgement. */
  Api.Answer command(String persona, String path, String body) {
    UUID id = UUID.randomUUID();
    Api.Answer answer = insist(persona, path, body, id.toString());
    acknowledged.add(id);
    return answer;
  }

  Api.Answer get(String persona, String path) {
    return insist(persona, path, "", "");
  }

  Set<UUID> acknowledged() {
    return acknowledged;
  }

  /** How many commands have been begun. */
  int begun() {
    return begun.get();
  }

  /** How many of them met a node that was away and had to be sent again. */
  int sentAgain() {
    return again.get();
  }

  private Api.Answer insist(String persona, String path, String body, String requestId) {
    Instant latest = Instant.now().plus(PATIENCE);
    String last = "nothing";
    for (int tries = 0; Instant.now().isBefore(latest); tries++) {
      try {
        if (!requestId.isEmpty()) {
          begun.addAndGet(tries == 0 ? 1 : 0);
          again.addAndGet(tries == 1 ? 1 : 0);
        }
        HttpResponse<String> answer = send(persona, path, body, requestId);
        if (answer.statusCode() < 300) {
          return new Api.Answer(answer.statusCode(), answer.body(), answer.headers());
        }
        assertThat(EXCUSES).as(path + " " + answer.body()).contains(answer.statusCode());
        if (answer.statusCode() == 401) {
          tokens.remove(persona);
        }
        last = String.valueOf(answer.statusCode());
      } catch (IOException away) {
        last = away.toString();
      }
      pause();
    }
    throw new AssertionError(path + " is not answered, last: " + last);
  }

  private HttpResponse<String> send(String persona, String path, String body, String requestId)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(90))
            .header("Authorization", "Bearer " + token(persona));
    if (!requestId.isEmpty()) {
      request
          .header("Content-Type", "application/fhir+json")
          .header("X-Request-Id", requestId)
          .POST(BodyPublishers.ofString(body));
    }
    return exchange(request.build());
  }

  private String token(String persona) throws IOException {
    String known = tokens.get(persona);
    if (known == null) {
      URI address = URI.create(base + "/demo/token/" + persona);
      known = exchange(HttpRequest.newBuilder(address).build()).body();
      tokens.put(persona, known);
    }
    return known;
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
