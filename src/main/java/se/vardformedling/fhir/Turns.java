package se.vardformedling.fhir;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Work that wants some hundred megabytes of memory, such as storing, reading or packing files: as
 * much of it at once as the program has room for, and the rest waits.
 */
@Component
public class Turns {
  private static final long PATIENCE_SECONDS = 60;

  /** One for every 512 MB of heap. */
  private final Semaphore turns =
      new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() >> 29), true);

  private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);

  /** Some work that may fail in one way. */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    T done() throws X;
  }

  /**
   * Does it when its turn has come; within other such work it is its turn already.
   *
   * @throws Refusal {@link Problem#UNAVAILABLE} after a minute
   */
  public <T, X extends Exception> T inTurn(Work<T, X> work) throws X {
    if (held.get() == 0) {
      await();
    }
    held.set(held.get() + 1);
    try {
      return work.done();
    } finally {
      held.set(held.get() - 1);
      if (held.get() == 0) {
        held.remove();
        turns.release();
      }
    }
  }

  private void await() {
    try {
      if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Problem.UNAVAILABLE.because("other files are being worked with");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.UNAVAILABLE.because("interrupted");
    }
  }
}
