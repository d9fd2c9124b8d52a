package se.vardformedling.messaging.discovery;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What the federation publishes of its participants: the metadata (SMP), their certificates
 * (CertPub) and their functional addresses (adressbok). Asked outside transactions.
 */
public interface Directory {

  /**
   * A participant.
   *
   * @param id with its scheme number
   * @param name for people
   * @param functions functional addresses
   * @param address of its access point
   * @param party its access point's party id
   * @param accessPoint its access point's certificate
   * @param signing what it signs messages with
   * @param encryption what messages to it are encrypted to
   */
  record Participant(
      String id,
      String name,
      List<String> functions,
      String address,
      String party,
      X509Certificate accessPoint,
      List<X509Certificate> signing,
      List<X509Certificate> encryption) {}

  /**
   * The participant as it is published for a document type.
   *
   * @param documentType DOCUMENTID: the message's for those we send to, the answer's for those who
   *     have sent to us
   * @throws UnavailableException nobody can say now
   */
  Optional<Participant> find(String participant, String documentType) throws UnavailableException;

  /** The directory does not answer. */
  final class UnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    public UnavailableException(String message) {
      super(message);
    }
  }
}
