package se.vardformedling.fhir;

/** Who must know of every change that a request makes, in the transaction that makes it. */
public interface ChangeFollower {

  /**
   * Rows of ours change that no resource tells of.
   *
   * @param what belongs to them, as {@code Type/id}
   */
  void changed(String what);
}
