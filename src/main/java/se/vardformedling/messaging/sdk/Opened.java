package se.vardformedling.messaging.sdk;

import java.util.List;
import java.util.Optional;

/** What became of an envelope that has come. */
public sealed interface Opened {

  /** Nothing can be answered; those who run the node are told. */
  record Dropped(Optional<Envelope> envelope, String why) implements Opened {}

  /**
   * The sender is answered REJECTED.
   *
   * @param verified whether it is the sender's, by its signature
   */
  record Rejected(Envelope envelope, List<Finding> findings, boolean verified) implements Opened {}

  /**
   * The sender is answered ACCEPTED.
   *
   * @param signature the sender's, over the digest of the whole envelope, with its certificate
   * @param scanned whether a malware scanner has seen the files
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Accepted(
      Envelope envelope,
      SdkMessage message,
      byte[] content,
      String signer,
      byte[] signature,
      boolean scanned)
      implements Opened {}

  /** An answer to a message of ours; it is not answered. */
  record Answered(Envelope envelope, Acknowledgement answer, String signer) implements Opened {}
}
