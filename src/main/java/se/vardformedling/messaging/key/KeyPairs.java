package se.vardformedling.messaging.key;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collection;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import se.vardformedling.messaging.sdk.Identity;

/** Writes keys and certificates to files that only their owner can read. */
public final class KeyPairs {
  private KeyPairs() {}

  public static void pkcs12(Path file, Identity identity, String password)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password.toCharArray());
    store.setKeyEntry(
        "key", identity.key(), password.toCharArray(), new Certificate[] {identity.certificate()});
    try (OutputStream out = Files.newOutputStream(secret(file))) {
      store.store(out, password.toCharArray());
    }
  }

  public static void pem(Path file, Identity identity) throws IOException {
    try (Writer text = Files.newBufferedWriter(secret(file));
        JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(new JcaPKCS8Generator(identity.key(), null));
      pem.writeObject(identity.certificate());
    }
  }

  /** Certificates or revocation lists, which anybody may read. */
  public static void publish(Path file, Collection<?> objects) throws IOException {
    try (Writer text = Files.newBufferedWriter(file);
        JcaPEMWriter pem = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        pem.writeObject(object);
      }
    }
  }

  public static Path secret(Path file) throws IOException {
    Files.deleteIfExists(file);
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }
}
