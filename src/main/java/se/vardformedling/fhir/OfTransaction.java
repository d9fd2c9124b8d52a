package se.vardformedling.fhir;

import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What one transaction keeps for itself until it ends. One that goes on meanwhile, inside it, has
 * its own.
 */
public abstract class OfTransaction implements TransactionSynchronization {

  /** That of the transaction at hand; made when it is asked for first. */
  protected static <T extends OfTransaction> T current(Class<T> type, Supplier<T> made) {
    Object known = TransactionSynchronizationManager.getResource(type);
    if (known != null) {
      return type.cast(known);
    }
    T own = made.get();
    own.resume();
    TransactionSynchronizationManager.registerSynchronization(own);
    return own;
  }

  @Override
  public final void suspend() {
    TransactionSynchronizationManager.unbindResource(getClass());
  }

  @Override
  public final void resume() {
    TransactionSynchronizationManager.bindResource(getClass(), this);
  }

  @Override
  public final void afterCompletion(int status) {
    TransactionSynchronizationManager.unbindResourceIfPossible(getClass());
  }
}
