package se.vardformedling.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The validations that one transaction waits for. It cannot commit without them: they are awaited
 * before anything follows from a resource, and at the latest before the commit.
 */
final class Verdicts extends OfTransaction {
  private final List<FutureTask<List<Refusal.Issue>>> open = new ArrayList<>();

  private Verdicts() {}

  /** Those of the transaction at hand. */
  static Verdicts ofTransaction() {
    return current(Verdicts.class, Verdicts::new);
  }

  /** Whether there is a transaction that can wait. */
  static boolean awaitable() {
    return TransactionSynchronizationManager.isSynchronizationActive();
  }

  void add(FutureTask<List<Refusal.Issue>> verdict) {
    open.add(verdict);
  }

  /** Waits for what has begun and does what has not; refuses if anything was found. */
  void await() {
    List<FutureTask<List<Refusal.Issue>>> now = List.copyOf(open);
    open.clear();
    now.forEach(verdict -> refuse(of(verdict)));
  }

  static void refuse(List<Refusal.Issue> issues) {
    if (!issues.isEmpty()) {
      throw new Refusal(issues);
    }
  }

  /** What it found, done here and now if nobody has begun. */
  static List<Refusal.Issue> of(FutureTask<List<Refusal.Issue>> verdict) {
    verdict.run();
    try {
      return verdict.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    await();
  }
}
