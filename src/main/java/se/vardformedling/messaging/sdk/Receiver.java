package se.vardformedling.messaging.sdk;

/** What the receiving node knows: its functions, what it has had before, its scanner. */
public interface Receiver {

  /** Whether the participant is this node's. */
  boolean is(String participant);

  /** Whether the functional address is one of the participant's. */
  boolean hasFunction(String participant, String function);

  /** Whether a message with that id has come from the sender before. */
  boolean hasReceived(String sender, String messageId);

  /** Whether that message is marked as rejected here. */
  boolean hasRejected(String sender, String messageId);

  /** Whether there is a scanner. */
  boolean scans();

  /** Whether the scanner found something; false when it is off. */
  boolean infected(byte[] file);
}
