package se.vardformedling.catalogue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import se.vardformedling.fhir.OfTransaction;

/** The HSA-ids that the resources of one transaction say are theirs; settled before it commits. */
final class HsaClaims extends OfTransaction {
  private final HsaIds ids;
  private final Map<String, Set<String>> said = new HashMap<>();
  private final Set<String> before = new HashSet<>();
  private boolean all;

  private HsaClaims(HsaIds ids) {
    this.ids = ids;
  }

  /** Those of the transaction at hand. */
  static HsaClaims ofTransaction(HsaIds ids) {
    return current(HsaClaims.class, () -> new HsaClaims(ids));
  }

  /**
   * What a resource says now, in place of what it has said before.
   *
   * @param changed whether it was there before, so that some may be its own already
   */
  void add(String resource, Set<String> hsaIds, boolean changed) {
    said.put(resource, hsaIds);
    if (changed) {
      before.add(resource);
    }
  }

  /** All that is stored is taken as it is, in place of what was taken. */
  void takeAll() {
    said.clear();
    before.clear();
    all = true;
  }

  @Override
  public void beforeCommit(boolean readOnly) {
    ids.settle(said, before, all);
  }
}
