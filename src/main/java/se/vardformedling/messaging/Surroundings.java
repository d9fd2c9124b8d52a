package se.vardformedling.messaging;

import java.security.cert.X509Certificate;
import java.util.Optional;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.Receiver;
import se.vardformedling.messaging.sdk.Sender;

/** What this node knows of senders and of itself, asked while a message is opened. */
class Surroundings implements Sender, Receiver {
  private final Parts parts;
  private final Directory directory;
  private final KeyRing keys;
  private final MalwareScan scan;

  Surroundings(Parts parts, Directory directory, KeyRing keys, MalwareScan scan) {
    this.parts = parts;
    this.directory = directory;
    this.keys = keys;
    this.scan = scan;
  }

  /** Stops the opening; it is tried again later. */
  static final class NotNowException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotNowException(String message, Exception cause) {
      super(message, cause);
    }
  }

  @Override
  public boolean registered(String participant) {
    return published(participant).isPresent();
  }

  @Override
  public boolean sendsBy(String participant, String party) {
    return published(participant).filter(p -> p.party().equals(party)).isPresent();
  }

  @Override
  public boolean publishes(String participant, X509Certificate certificate) {
    return published(participant).filter(p -> p.signing().contains(certificate)).isPresent();
  }

  @Override
  public boolean trusted(X509Certificate certificate) {
    return keys.organisations().takes(certificate, parts.clock().instant());
  }

  @Override
  public boolean is(String participant) {
    return parts.settings().participant().equals(participant);
  }

  @Override
  public boolean hasFunction(String participant, String function) {
    return parts.settings().functions().contains(function);
  }

  @Override
  public boolean hasReceived(String sender, String messageId) {
    return parts.inbox().has(sender, messageId);
  }

  @Override
  public boolean hasRejected(String sender, String messageId) {
    return parts.inbox().rejected(sender, messageId);
  }

  @Override
  public boolean scans() {
    return scan.on();
  }

  @Override
  public boolean infected(byte[] file) {
    return scan.infected(file);
  }

  private Optional<Directory.Participant> published(String participant) {
    try {
      return directory.find(participant, parts.profile().answerType());
    } catch (Directory.UnavailableException e) {
      throw new NotNowException("The directory does not answer", e);
    }
  }
}
