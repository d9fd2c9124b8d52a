package se.vardformedling.notification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import se.vardformedling.fhir.Canonical;

/**
 * The key by which receivers know that a notification comes from here: ES256, in a file that only
 * the program reads, its public half at {@code /.well-known/vf-notify.json}. Several nodes of one
 * service share the file.
 */
@Component
class NodeKey {
  private static final Duration VALID = Duration.ofMinutes(5);
  private final Path file;
  private final Clock clock;
  private final SingletonSupplier<ECKey> key = SingletonSupplier.of(this::readOrMake);

  NodeKey(NotifySettings settings, @Value("${vf.data-dir}") String folder, Clock clock) {
    this.file =
        settings.keyFile().isEmpty()
            ? Path.of(folder, "notify-key.json")
            : Path.of(settings.keyFile());
    this.clock = clock;
  }

  String publicKeys() {
    return new JWKSet(key.obtain()).toString();
  }

  /**
   * A signed JWT about one notification: to whom, of which Subscription, and a digest of the body.
   */
  String sign(Change change, String endpoint, byte[] body) {
    try {
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .issuer(Canonical.BASE)
              .audience(endpoint)
              .subject("Subscription/" + change.subscriptionId())
              .jwtID(change.id())
              .issueTime(Date.from(clock.instant()))
              .expirationTime(Date.from(clock.instant().plus(VALID)))
              .claim("body_sha256", digest(body))
              .build();
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.ES256)
                  .keyID(key.obtain().getKeyID())
                  .type(new JOSEObjectType("vf-notification+jwt"))
                  .build(),
              claims);
      jwt.sign(new ECDSASigner(key.obtain()));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String digest(byte[] body) {
    try {
      return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(body)).toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private ECKey readOrMake() {
    try {
      if (!Files.exists(file)) {
        make();
      }
      return ECKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException("the notification key cannot be read", e);
    }
  }

  /** Of two who make it at once, one does; both read what is there. */
  private void make() throws IOException, JOSEException {
    ECKey made = new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    Files.createDirectories(folder);
    Path whole =
        Files.createTempFile(
            folder,
            "notify-key",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(whole, made.toJSONString());
    try {
      // All of it or nothing is there, and never over another's.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      // Somebody else's is as good.
    } finally {
      Files.delete(whole);
    }
  }
}
