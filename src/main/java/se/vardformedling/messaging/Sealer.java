package se.vardformedling.messaging;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import se.vardformedling.messaging.accesspoint.NotCarriedException;
import se.vardformedling.messaging.discovery.Directory;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.Envelope;
import se.vardformedling.messaging.sdk.Outbound;

/** Seals what is sent, once in a series: every try of it carries the same bytes. */
class Sealer {
  /** Why a message is not carried that the scanner has found something in. */
  static final String INFECTED = "Malware found";

  private final Parts parts;
  private final Outbound outbound;
  private final KeyRing keys;
  private final MalwareScan scan;

  Sealer(Parts parts, Outbound outbound, KeyRing keys, MalwareScan scan) {
    this.parts = parts;
    this.outbound = outbound;
    this.keys = keys;
    this.scan = scan;
  }

  /** The envelope of a message or an answer, made now if it has not been. */
  byte[] envelope(Outbox.Row row, Directory.Participant to) throws NotCarriedException {
    Outbox.Content content = parts.outbox().content(row.messageId());
    byte[] sealed = content.envelope();
    if (sealed != null) {
      boolean replayed = row.seriesStart() > 0 && row.attempts() == row.seriesStart();
      return row.isAnswer() && replayed ? signAnew(row, sealed) : sealed;
    }
    byte[] written = content.written();
    if (written == null) {
      throw new NotCarriedException("The content is gone", true);
    }
    mustBeClean(written);
    return seal(row, to, written);
  }

  /** The certificate that it was signed with may be why it failed. */
  private byte[] signAnew(Outbox.Row row, byte[] sealed) {
    byte[] made = outbound.signAnew(sealed, keys.signing(parts.clock().instant()));
    keep(row, made, "", () -> {});
    return made;
  }

  /** Nobody is sent what would be refused there. */
  private void mustBeClean(byte[] written) throws NotCarriedException {
    try {
      if (scan.on() && outbound.files(written).stream().anyMatch(scan::infected)) {
        throw new NotCarriedException(INFECTED, true);
      }
    } catch (Surroundings.NotNowException e) {
      throw new NotCarriedException("The malware scanner does not answer", false);
    }
  }

  private byte[] seal(Outbox.Row row, Directory.Participant to, byte[] written)
      throws NotCarriedException {
    Instant now = parts.clock().instant();
    X509Certificate certificate =
        to.encryption().stream()
            .filter(c -> keys.organisations().takes(c, now))
            .max(Comparator.comparing(X509Certificate::getNotBefore))
            .orElseThrow(
                () -> new NotCarriedException("The recipient has no valid certificate", false));
    Envelope envelope =
        new Envelope(
            row.messageId(),
            now,
            parts.settings().participant(),
            row.recipient(),
            parts.profile().documentType(),
            Optional.of(row.function()));
    String how =
        ", to certificate "
            + certificate.getSerialNumber().toString(16)
            + (scan.on() ? ", scanned for malware" : ", not scanned for malware");
    return outbound.seal(
        envelope,
        written,
        certificate,
        keys.signing(now),
        (made, verified) -> keep(row, made, how, verified));
  }

  private void keep(Outbox.Row row, byte[] sealed, String how, Runnable verified) {
    parts
        .transactions()
        .executeWithoutResult(
            status -> {
              parts.outbox().sealed(row.messageId(), sealed);
              parts
                  .evidence()
                  .note(row.messageId(), "sealed", "SHA-256 " + Digests.sha256(sealed) + how);
              verified.run();
            });
  }
}
