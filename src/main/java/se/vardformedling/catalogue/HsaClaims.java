package se.vardformedling.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The HSA-ids that the resources of one transaction say are theirs; settled before it commits. */
final class HsaClaims implements TransactionSynchronization {
  private static final Object KEY = new Object();

  private final HsaIds ids;
  private final Map<String, Set<String>> said = new HashMap<>();
  private boolean all;

  private HsaClaims(HsaIds ids) {
    this.ids = ids;
  }

  /** Those of the transaction at hand. */
  static HsaClaims ofTransaction(HsaIds ids) {
    if (TransactionSynchronizationManager.getResource(KEY) instanceof HsaClaims known) {
      return known;
    }
    HsaClaims claims = new HsaClaims(ids);
    TransactionSynchronizationManager.bindResource(KEY, claims);
    TransactionSynchronizationManager.registerSynchronization(claims);
    return claims;
  }

  /** What a resource says now, in place of what it has said before. */
  void add(String resource, Set<String> hsaIds) {
    said.put(resource, hsaIds);
  }

  /** All that is stored is taken as it is, in place of what was taken. */
  void takeAll() {
    said.clear();
    all = true;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    ids.settle(said, all);
  }

  @Override
  public void suspend() {
    TransactionSynchronizationManager.unbindResource(KEY);
  }

  @Override
  public void resume() {
    TransactionSynchronizationManager.bindResource(KEY, this);
  }

  @Override
  public void afterCompletion(int status) {
    TransactionSynchronizationManager.unbindResourceIfPossible(KEY);
  }
}
