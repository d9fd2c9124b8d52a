package se.vardformedling.catalogue;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import se.vardformedling.fhir.OfTransaction;

/** The HSA-ids that the resources of one transaction say are theirs; settled before it commits. */
final class HsaClaims extends OfTransaction {
  private final HsaIds ids;
  private final Map<String, Set<String>> said = new HashMap<>();
  private boolean all;

  private HsaClaims(HsaIds ids) {
    this.ids = ids;
  }

  /** Those of the transaction at hand. */
  static HsaClaims ofTransaction(HsaIds ids) {
    return current(HsaClaims.class, () -> new HsaClaims(ids));
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
}
