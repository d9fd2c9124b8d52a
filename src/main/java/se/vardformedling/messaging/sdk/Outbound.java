package se.vardformedling.messaging.sdk;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Makes what is sent, and checks it as the recipient will. */
public final class Outbound {
  private static final String MESSAGE_ROOT = "Q{" + SdkMessageWriter.NAMESPACE + "}messagePayload";
  private static final String ANSWER_ROOT =
      "Q{" + AcknowledgementRules.UBL + "}ApplicationResponse";
  private final SdkProfile profile;
  private final FileSettings files;
  private final Sealing sealing;

  public Outbound(SdkProfile profile, FileSettings files) {
    this.profile = profile;
    this.files = files;
    this.sealing = new Sealing(profile);
  }

  /** How many files a message may have. */
  public int filesAtMost() {
    return files.count();
  }

  /** What is wrong with a message before it is queued: size, files, structure, rules. */
  public List<Finding> check(SdkMessage message, byte[] written) {
    if (written.length > profile.maxMessage()) {
      return List.of(Finding.business("too-long", "Message size to large."));
    }
    List<Finding> findings = new ArrayList<>(FileRules.check(message, files));
    // The writer's base64 is right whatever a file holds; 40 million letters of it need no reading.
    byte[] around = SdkMessageWriter.write(message.withShortFiles(), profile);
    try {
      findings.addAll(SdkMessageRules.check(Xml.read(around), profile));
    } catch (Xml.UnreadableException e) {
      findings.add(Finding.structure("/", "Not well-formed"));
    }
    return findings;
  }

  /** What a written message carries. */
  public List<byte[]> files(byte[] written) {
    try {
      return SdkMessageReader.read(Xml.read(written)).documents().stream()
          .flatMap(document -> document.files().stream())
          .map(SdkMessage.Attachment::content)
          .toList();
    } catch (Xml.UnreadableException e) {
      throw new IllegalStateException("A message of ours that cannot be read", e);
    }
  }

  /** Keeps what is sealed, in a transaction that ends only when {@code verified} has run. */
  @FunctionalInterface
  public interface Keep {
    void keep(byte[] sealed, Runnable verified);
  }

  /**
   * Encrypts and signs a written message, and verifies its own seal while it is being kept.
   *
   * @param to the recipient's published certificate
   */
  public byte[] seal(
      Envelope envelope, byte[] written, X509Certificate to, Identity from, Keep keep) {
    return LargeMessages.inTurn(
        written.length,
        () -> {
          byte[] sealed = sealing.seal(envelope, MESSAGE_ROOT, written, to, from);
          keep.keep(sealed, LargeMessages.beside(written.length, () -> verified(sealed)));
          return sealed;
        });
  }

  /**
   * An answer in its envelope, signed and not encrypted.
   *
   * @param function the functional address that the message was for
   */
  public byte[] answer(Acknowledgement answer, Optional<String> function, Identity from) {
    Envelope envelope =
        new Envelope(
            answer.id(),
            answer.at(),
            answer.from(),
            answer.to(),
            profile.answerType(),
            function.filter(it -> profile.answerFunction().equals("same")));
    Element root = Acknowledgements.write(answer, profile);
    if (!AcknowledgementRules.check(root, profile).isEmpty()) {
      throw new IllegalArgumentException("An answer that does not follow its profile");
    }
    return verified(sealing.sign(envelope, ANSWER_ROOT, root, from));
  }

  /** The same answer in an envelope that is signed now. */
  public byte[] signAnew(byte[] sealed, Identity from) {
    try {
      Document document = Xml.read(sealed);
      Element root = Xml.children(EnvelopeRules.content(document)).get(0);
      return answer(Acknowledgements.read(root), EnvelopeRules.read(document).function(), from);
    } catch (Xml.UnreadableException e) {
      throw new IllegalStateException("An answer of ours that cannot be read", e);
    }
  }

  /** The envelope of a message. */
  public Envelope envelope(String id, Instant at, SdkMessage.Party from, SdkMessage.Party to) {
    return new Envelope(
        id,
        at,
        from.participant(),
        to.participant(),
        profile.documentType(),
        Optional.of(to.function()));
  }

  private byte[] verified(byte[] sealed) {
    try {
      Document document = Xml.read(sealed);
      List<Finding> findings = EnvelopeRules.check(document, profile);
      if (!findings.isEmpty()) {
        throw new IllegalStateException("The envelope: " + findings.get(0).text());
      }
      Sealing.Verified verified = sealing.verify(document);
      if (verified.envelope().id().isEmpty()) {
        throw new IllegalStateException("The envelope has no id");
      }
      return sealed;
    } catch (Xml.UnreadableException | Sealing.UnverifiedException e) {
      throw new IllegalStateException("The seal could not be verified by its maker", e);
    }
  }
}
