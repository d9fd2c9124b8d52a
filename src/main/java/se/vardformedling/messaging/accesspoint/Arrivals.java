package se.vardformedling.messaging.accesspoint;

/** Whom an access point tells. */
public interface Arrivals {

  /**
   * A transfer of ours has reached the recipient's access point.
   *
   * @param transferId as submitted
   * @param receipt the signed receipt, as it came
   */
  void delivered(String transferId, byte[] receipt);

  /**
   * An envelope has come. It is stored when this returns, and only then may the sender be given a
   * receipt. The same transfer may come again.
   *
   * @throws ContradictionException the same transfer has come before with another content
   */
  void received(Arrival arrival) throws ContradictionException;

  /**
   * The sender is being given a receipt.
   *
   * @param receipt signed by us
   */
  void answered(String party, String transferId, byte[] receipt);

  /** One transfer, two contents. */
  final class ContradictionException extends Exception {
    private static final long serialVersionUID = 1;

    public ContradictionException(String transferId) {
      super(transferId);
    }
  }
}
