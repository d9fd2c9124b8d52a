package se.vardformedling.messaging.accesspoint;

/**
 * Carries envelopes. An access point of one's own, a bought one or a folder: whichever it is, it
 * tells {@link Arrivals} of what has been delivered and what has come.
 */
public interface AccessPoint {

  /**
   * Carries an envelope to the recipient's access point. Called outside transactions; the same
   * transfer may be submitted again.
   *
   * @throws NotCarriedException it was not carried, or nobody knows whether it was
   */
  void submit(Transfer transfer) throws NotCarriedException;
}
