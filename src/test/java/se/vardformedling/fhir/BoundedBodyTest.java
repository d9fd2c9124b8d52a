package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void an_answer_of_the_largest_size_is_given_whole() {
    BoundedBody body = begun();
    body.onNext(List.of(ByteBuffer.wrap(new byte[] {1, 2}), ByteBuffer.wrap(new byte[] {3})));
    body.onNext(List.of(ByteBuffer.wrap(new byte[] {4})));
    body.onComplete();

    assertThat(body.getBody().toCompletableFuture().join()).containsExactly(1, 2, 3, 4);
    assertThat(cancelled).isFalse();
  }

  @Test
  void a_larger_one_is_given_up() {
    BoundedBody body = begun();
    body.onNext(List.of(ByteBuffer.wrap(new byte[4])));
    body.onNext(List.of(ByteBuffer.wrap(new byte[1])));

    CompletableFuture<byte[]> answer = body.getBody().toCompletableFuture();
    assertThat(answer).isCompletedExceptionally();
    assertThat(cancelled).isTrue();
  }

  private BoundedBody begun() {
    BoundedBody body = new BoundedBody(4);
    body.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long most) {
            // All there is.
          }

          @Override
          public void cancel() {
            cancelled.set(true);
          }
        });
    return body;
  }
}
