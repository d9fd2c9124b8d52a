package se.vardformedling.messaging.sdk;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Opens what has come, in this order and no other: labels, envelope, signature, certificate, size,
 * decryption, structure, rules, equality, function, files, malware, before, answer to a rejected.
 * Nothing is decrypted that is not verified, and a failed decryption is never told from another.
 */
public final class Inbound {
  /** In bytes; an answer is kept whole, as what proves it. */
  private static final int ANSWER = 1_000_000;

  private final SdkProfile profile;
  private final FileSettings files;
  private final Sealing sealing;
  private final Sender senders;
  private final Receiver receiver;

  public Inbound(SdkProfile profile, FileSettings files, Sender senders, Receiver receiver) {
    this.profile = profile;
    this.files = files;
    this.sealing = new Sealing(profile);
    this.senders = senders;
    this.receiver = receiver;
  }

  /** Stops a pipeline where it stands. */
  private static final class Stopped extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Opened outcome;

    Stopped(Opened outcome) {
      super("");
      this.outcome = outcome;
    }
  }

  /**
   * Opens an envelope.
   *
   * @param party the access point that it came from
   * @param own what messages to us are encrypted to
   */
  public Opened open(byte[] bytes, Labels labels, String party, List<Identity> own) {
    return LargeMessages.inTurn(bytes.length, () -> opened(bytes, labels, party, own));
  }

  private Opened opened(byte[] bytes, Labels labels, String party, List<Identity> own) {
    try {
      Document document = envelope(bytes, labels);
      Envelope envelope = EnvelopeRules.read(document);
      Sealing.Verified verified = verify(document, envelope, party);
      return profile.answerType().equals(envelope.documentType())
          ? answer(verified, bytes.length)
          : message(verified, bytes.length, own);
    } catch (Stopped e) {
      return e.outcome;
    }
  }

  private Document envelope(byte[] bytes, Labels labels) throws Stopped {
    Document document;
    try {
      document = Xml.read(bytes);
    } catch (Xml.UnreadableException e) {
      throw dropped(Optional.empty(), "The envelope is not well-formed");
    }
    List<Finding> findings = EnvelopeRules.check(document, profile);
    if (!findings.isEmpty()) {
      throw dropped(Optional.empty(), "The envelope: " + findings.get(0).text());
    }
    Envelope envelope = EnvelopeRules.read(document);
    Labels said =
        new Labels(envelope.from(), envelope.to(), profile.action(envelope.documentType()));
    if (!said.equals(labels)) {
      throw dropped(Optional.of(envelope), "The transport and the envelope name different parties");
    }
    if (!receiver.is(envelope.to())) {
      throw dropped(Optional.of(envelope), "The recipient is not here");
    }
    if (!senders.registered(envelope.from())) {
      throw dropped(Optional.of(envelope), "The sender is not in the federation");
    }
    return document;
  }

  private Sealing.Verified verify(Document document, Envelope envelope, String party)
      throws Stopped {
    Finding refused = Finding.signature("Sender signature not validated");
    try {
      Sealing.Verified verified = sealing.verify(document);
      if (senders.publishes(envelope.from(), verified.signer())
          && senders.trusted(verified.signer())) {
        return verified;
      }
    } catch (Sealing.UnverifiedException e) {
      // The same answer, whatever is wrong with it.
    }
    if (profile.answerType().equals(envelope.documentType())) {
      throw dropped(Optional.of(envelope), "An answer whose signature is not the sender's");
    }
    if (!senders.sendsBy(envelope.from(), party)) {
      // Nobody but the sender may make us speak to the sender.
      throw dropped(Optional.of(envelope), "Not the sender's signature, nor its access point");
    }
    throw new Stopped(new Opened.Rejected(envelope, List.of(refused), false));
  }

  private Opened answer(Sealing.Verified verified, int size) throws Stopped {
    Envelope envelope = verified.envelope();
    if (size > ANSWER) {
      throw dropped(Optional.of(envelope), "An answer that is larger than any has to be");
    }
    Element root = Xml.children(EnvelopeRules.content(verified.document())).get(0);
    if (!AcknowledgementRules.check(root, profile).isEmpty()) {
      throw dropped(Optional.of(envelope), "The answer does not follow its profile");
    }
    Acknowledgement answer = Acknowledgements.read(root);
    if (!answer.from().equals(envelope.from()) || !answer.to().equals(envelope.to())) {
      throw dropped(Optional.of(envelope), "The answer and its envelope name different parties");
    }
    return new Opened.Answered(envelope, answer, name(verified.signer()));
  }

  private Opened message(Sealing.Verified verified, int size, List<Identity> own) throws Stopped {
    Envelope envelope = verified.envelope();
    if (!profile.documentType().equals(envelope.documentType())) {
      throw dropped(Optional.of(envelope), "A document type that is not taken here");
    }
    if (!Sealing.encrypted(verified.document())) {
      throw rejected(envelope, Finding.signature("The payload is not encrypted"));
    }
    if (size / 4L * 3 > profile.maxReceived() + 65_536L) {
      throw rejected(envelope, tooLong());
    }
    byte[] content;
    Document document;
    try {
      content = sealing.decrypt(verified, own);
      if (content.length > profile.maxReceived()) {
        throw rejected(envelope, tooLong());
      }
      document = Xml.read(content);
    } catch (Sealing.UndecryptableException | Xml.UnreadableException e) {
      throw dropped(Optional.of(envelope), "The payload cannot be read");
    }
    List<Finding> findings = SdkMessageRules.check(document, profile);
    if (!findings.isEmpty()) {
      throw new Stopped(new Opened.Rejected(envelope, findings, true));
    }
    SdkMessage message = SdkMessageReader.read(document);
    same(envelope, message);
    files(envelope, message);
    before(envelope, message);
    return new Opened.Accepted(
        envelope,
        message,
        content,
        name(verified.signer()),
        Xml.write(Sealing.signature(verified)),
        receiver.scans());
  }

  private void same(Envelope envelope, SdkMessage message) throws Stopped {
    String function = message.recipient().function();
    check(
        envelope,
        message.id().equals(envelope.id()),
        "invariant",
        "messageId is not identical to the envelope's ID");
    check(
        envelope,
        message.recipient().participant().equals(envelope.to()),
        "security",
        "recipientId is not identical to value in XHE envelope.");
    check(
        envelope,
        message.sender().participant().equals(envelope.from()),
        "security",
        "senderId is not identical to value in XHE envelope.");
    check(
        envelope,
        envelope.function().filter(f -> receiver.hasFunction(envelope.to(), f)).isPresent(),
        "not-found",
        "Wrong or unknown xha:HandlingServiceID");
    check(
        envelope,
        envelope.function().filter(function::equals).isPresent(),
        "security",
        "subOrganization/organizationId must equal xha:HandlingServiceID");
  }

  private void files(Envelope envelope, SdkMessage message) throws Stopped {
    List<Finding> findings = FileRules.check(message, files);
    if (!findings.isEmpty()) {
      throw new Stopped(new Opened.Rejected(envelope, findings, true));
    }
    boolean infected =
        message.documents().stream()
            .flatMap(document -> document.files().stream())
            .anyMatch(file -> receiver.infected(file.content()));
    check(envelope, !infected, "forbidden", "Malware found");
  }

  private void before(Envelope envelope, SdkMessage message) throws Stopped {
    check(
        envelope,
        !receiver.hasReceived(envelope.from(), message.id()),
        "duplicate",
        "messageId is not unique");
    check(
        envelope,
        message.answers().filter(id -> receiver.hasRejected(envelope.from(), id)).isEmpty(),
        "not-supported",
        "refToMessageId names a message that was rejected");
  }

  private static void check(Envelope envelope, boolean right, String detail, String text)
      throws Stopped {
    if (!right) {
      throw rejected(envelope, Finding.business(detail, text));
    }
  }

  private static Finding tooLong() {
    return Finding.business("too-long", "Message size to large.");
  }

  private static Stopped rejected(Envelope envelope, Finding finding) {
    return new Stopped(new Opened.Rejected(envelope, List.of(finding), true));
  }

  private static Stopped dropped(Optional<Envelope> envelope, String why) {
    return new Stopped(new Opened.Dropped(envelope, why));
  }

  private static String name(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().getName()
        + ", "
        + certificate.getSerialNumber().toString(16);
  }
}
