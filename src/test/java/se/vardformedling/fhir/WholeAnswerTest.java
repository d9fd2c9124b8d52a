package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WholeAnswerTest {
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  /** The first bytes come at once; the last only when the test is over. */
  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/stalls",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write(new byte[] {1, 2});
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.close();
        });
    server.createContext(
        "/whole",
        exchange -> {
          exchange.sendResponseHeaders(200, 4);
          exchange.getResponseBody().write(new byte[] {1, 2, 3, 4});
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void an_answer_that_comes_in_time_is_whole() throws Exception {
    HttpResponse<byte[]> answer = ask("/whole", 4);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void one_that_stops_in_the_middle_is_given_up() {
    assertThatThrownBy(() -> ask("/stalls", 4)).isInstanceOf(IOException.class);
  }

  @Test
  void one_that_is_too_large_is_given_up() {
    assertThatThrownBy(() -> ask("/whole", 3)).isInstanceOf(IOException.class);
  }

  private HttpResponse<byte[]> ask(String path, long most)
      throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return WholeAnswer.of(
        HttpClient.newHttpClient(),
        HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(1)).build(),
        most,
        Duration.ofSeconds(1));
  }
}
