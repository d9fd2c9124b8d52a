package se.vardformedling.fhir;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer, unless there are too many: then it is given up, and not held. */
final class BoundedBody implements BodySubscriber<byte[]> {
  private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
  private long left;
  private Flow.@Nullable Subscription coming;

  BoundedBody(long most) {
    this.left = most;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return all.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    coming = subscription;
    all.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> some) {
    left -= some.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left >= 0) {
      all.onNext(some);
    } else if (coming != null) {
      coming.cancel();
      all.onError(new IOException("the answer is too large"));
    }
  }

  @Override
  public void onError(Throwable fault) {
    all.onError(fault);
  }

  @Override
  public void onComplete() {
    all.onComplete();
  }
}
