package se.vardformedling.messaging.sdk;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * A message of 30 MB wants some 300 MB of memory while it is sealed or opened, so that only as many
 * as the program has room for are worked with at once; the others wait for their turn.
 */
final class LargeMessages {
  private static final int LARGE = 1_000_000;
  private static final Semaphore TURNS =
      new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() >> 29), true);

  private LargeMessages() {}

  /**
   * Does it, at once for a small message.
   *
   * @param bytes how large the message is
   */
  static <T> T inTurn(int bytes, Supplier<T> work) {
    if (bytes < LARGE) {
      return work.get();
    }
    TURNS.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      TURNS.release();
    }
  }

  /**
   * Begins it beside what the caller does next; with a small message it is done at once.
   *
   * @param bytes how large the message is
   * @return waits for it, and throws what it has thrown
   */
  static Runnable beside(int bytes, Runnable work) {
    if (bytes < LARGE) {
      work.run();
      return () -> {};
    }
    CompletableFuture<Void> begun = CompletableFuture.runAsync(work);
    return () -> {
      try {
        begun.join();
      } catch (CompletionException e) {
        throw new IllegalStateException(e.getCause());
      }
    };
  }
}
