package se.vardformedling.notification;

import ca.uhn.fhir.context.FhirContext;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Sends one notification by HTTP: never to where it may not go, never further than it was sent. */
@Component
class Sender {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Made when somebody is to be told: with it comes all of TLS. */
  private final SingletonSupplier<HttpClient> http =
      SingletonSupplier.of(
          () ->
              HttpClient.newBuilder()
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .connectTimeout(PATIENCE)
                  .build());

  private final NotifySettings settings;
  private final NodeKey key;
  private final FhirContext fhir;

  Sender(NotifySettings settings, NodeKey key, FhirContext fhir) {
    this.settings = settings;
    this.key = key;
    this.fhir = fhir;
  }

  /**
   * Sends it once.
   *
   * @return why it has not arrived; empty if it has
   */
  Optional<String> send(Subscriber to, Change change) {
    Optional<String> objection = objection(to.endpoint());
    if (objection.isPresent()) {
      return objection;
    }
    byte[] body =
        to.withIds()
            ? fhir.newJsonParser()
                .encodeResourceToString(SubscriptionResource.ids(change))
                .getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(to.endpoint()))
            .timeout(PATIENCE)
            .header("X-Vf-Notification", key.sign(change, to.endpoint(), body))
            .header("X-Vf-Notification-Id", change.id())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (to.withIds()) {
      request.header("Content-Type", SubscriptionResource.JSON);
    }
    return send(request.build());
  }

  private Optional<String> send(HttpRequest request) {
    // The request's own limit ends at the head of the answer; a body without end would hold a
    // timer's thread for ever.
    CompletableFuture<HttpResponse<Void>> answer =
        http.obtain().sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      int status = answer.get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("the receiver answered " + status);
    } catch (TimeoutException e) {
      answer.cancel(true);
      return Optional.of("the receiver did not answer in time");
    } catch (ExecutionException e) {
      return Optional.of(
          e.getCause() instanceof HttpTimeoutException
              ? "the receiver did not answer in time"
              : "the receiver could not be reached");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Asked at each sending: what a name stands for may change. */
  private Optional<String> objection(String endpoint) {
    Optional<String> wrong = DeliveryRules.objection(endpoint, settings.allowed());
    if (wrong.isPresent()) {
      return wrong;
    }
    URI address = URI.create(endpoint);
    try {
      for (InetAddress one : InetAddress.getAllByName(address.getHost())) {
        if (DeliveryRules.isPrivate(one)
            && !DeliveryRules.mayBePrivate(address, settings.allowed())) {
          return Optional.of("the address is in a private network");
        }
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("the receiver's name is unknown");
    }
  }
}
