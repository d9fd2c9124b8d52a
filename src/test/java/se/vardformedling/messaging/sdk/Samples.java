package se.vardformedling.messaging.sdk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.w3c.dom.Document;
import se.vardformedling.messaging.key.TestAuthority;
import se.vardformedling.messaging.key.Trust;

/** Two organisations, their keys, and messages between them. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-11-25T10:15:30Z");
  static final SdkProfile PROFILE = SdkProfile.published();
  static final FileSettings FILES =
      new FileSettings(
          List.of("application/pdf", "application/fhir+json", "text/plain", "image/png"),
          10,
          "",
          3310);
  static final String PARTY = "AP-region-dalarna";
  static final String SENDER = "0203:region-dalarna.example";
  static final String RECIPIENT = "0203:demokliniken.example";
  static final String FUNCTION = "demokliniken-remiss";
  static final byte[] PDF = "%PDF-1.7\n%fictional\n".getBytes(StandardCharsets.US_ASCII);
  static final TestAuthority AUTHORITY;
  static final Identity FROM;
  static final Identity TO;
  static final Identity STRANGER;
  static final Identity EXPIRED;

  static {
    try {
      AUTHORITY = TestAuthority.named("Test organisations", NOW, 2048);
      FROM = AUTHORITY.issue("sender", "sender.example", NOW, Duration.ofDays(10));
      TO = AUTHORITY.issue("recipient", "recipient.example", NOW, Duration.ofDays(10));
      EXPIRED =
          AUTHORITY.issue(
              "expired", "sender.example", NOW.minus(Duration.ofDays(9)), Duration.ofDays(8));
      STRANGER =
          TestAuthority.named("Another environment", NOW, 2048)
              .issue("sender", "sender.example", NOW, Duration.ofDays(10));
    } catch (GeneralSecurityException | IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What the recipient knows; each test changes what it is about. */
  static final class Known implements Sender, Receiver {
    final Set<X509Certificate> published = new HashSet<>(Set.of(FROM.certificate()));
    final Set<String> registered = new HashSet<>(Set.of(SENDER));
    final Set<String> received = new HashSet<>();
    final Set<String> rejected = new HashSet<>();
    Trust trust = new Trust(List.of(AUTHORITY.certificate()), List.of());
    Instant now = NOW.plusSeconds(60);
    boolean malware;

    @Override
    public boolean registered(String participant) {
      return registered.contains(participant);
    }

    @Override
    public boolean sendsBy(String participant, String party) {
      return party.equals(PARTY);
    }

    @Override
    public boolean publishes(String participant, X509Certificate certificate) {
      return published.contains(certificate);
    }

    @Override
    public boolean trusted(X509Certificate certificate) {
      return trust.takes(certificate, now);
    }

    @Override
    public boolean is(String participant) {
      return participant.equals(RECIPIENT);
    }

    @Override
    public boolean hasFunction(String participant, String function) {
      return function.equals(FUNCTION);
    }

    @Override
    public boolean hasReceived(String sender, String messageId) {
      return received.contains(messageId);
    }

    @Override
    public boolean hasRejected(String sender, String messageId) {
      return rejected.contains(sender + " " + messageId);
    }

    @Override
    public boolean scans() {
      return true;
    }

    @Override
    public boolean infected(byte[] file) {
      return malware;
    }
  }

  private Samples() {}

  static SdkMessage message() {
    return message(List.of(new SdkMessage.Attachment("remiss.pdf", "application/pdf", PDF)));
  }

  static SdkMessage message(List<SdkMessage.Attachment> files) {
    String id = UUID.randomUUID().toString();
    return new SdkMessage(
        id,
        id,
        Optional.empty(),
        NOW,
        "Remiss ärende VF-AB12CD34EF5G",
        true,
        new SdkMessage.Party(
            SENDER,
            "dalarna-vardgaranti",
            Optional.of("Vårdgarantikansliet"),
            List.of(
                new SdkMessage.Reference(
                    PROFILE.caseReferenceRoot(), "VF-AB12CD34EF5G", Optional.of("Ärende-ID")))),
        new SdkMessage.Party(RECIPIENT, FUNCTION, Optional.empty(), List.of()),
        List.of(new SdkMessage.Document("1", "Remiss", "# Remiss\n\n* en rad & <en till>", files)));
  }

  static byte[] written(SdkMessage message) {
    return SdkMessageWriter.write(message, PROFILE);
  }

  static Envelope envelope(SdkMessage message) {
    return new Outbound(PROFILE, FILES)
        .envelope(message.id(), NOW, message.sender(), message.recipient());
  }

  static byte[] sealed(SdkMessage message) {
    return sealed(envelope(message), written(message), FROM);
  }

  static byte[] sealed(Envelope envelope, byte[] written, Identity from) {
    return new Outbound(PROFILE, FILES)
        .seal(envelope, written, TO.certificate(), from, (made, verified) -> verified.run());
  }

  static Labels labels() {
    return new Labels(SENDER, RECIPIENT, PROFILE.action(PROFILE.documentType()));
  }

  static Document read(byte[] bytes) {
    try {
      return Xml.read(bytes);
    } catch (Xml.UnreadableException e) {
      throw new AssertionError(e);
    }
  }
}
