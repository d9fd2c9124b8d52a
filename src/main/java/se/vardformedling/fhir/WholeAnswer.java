package se.vardformedling.fhir;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer by HTTP with all of its body. A request's own limit ends at the head of the answer; a
 * body without end would hold a thread for ever.
 */
public final class WholeAnswer {
  private WholeAnswer() {}

  /**
   * Asks, and waits for all of the answer.
   *
   * @param most bytes of the body
   * @throws IOException it cannot be reached, does not answer in time, or with too much
   */
  public static HttpResponse<byte[]> of(
      HttpClient http, HttpRequest request, long most, Duration within)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, head -> new BoundedBody(most));
    try {
      return answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new HttpTimeoutException("no whole answer in time");
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } finally {
      // Nothing happens to one that has come.
      answer.cancel(true);
    }
  }
}
