package se.vardformedling.messaging.key;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CRL;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import se.vardformedling.messaging.sdk.Identity;

/** Reads what operators have in files. */
final class KeyFiles {
  private KeyFiles() {}

  /** Every key of the file with its certificate, the one that is valid longest first. */
  static List<Identity> identities(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyStore store = store(file, password);
    List<Identity> identities = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.getKey(alias, password) instanceof PrivateKey key) {
        identities.add(new Identity(key, (X509Certificate) store.getCertificate(alias)));
      }
    }
    identities.sort(
        Comparator.comparing((Identity identity) -> identity.certificate().getNotAfter())
            .reversed());
    if (identities.isEmpty()) {
      throw new GeneralSecurityException("No private key in " + file);
    }
    return identities;
  }

  /** The file as a key store with the same password for its entries. */
  static KeyStore store(Path file, char[] password) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    if (!file.toString().endsWith(".pem")) {
      try (InputStream in = Files.newInputStream(file)) {
        store.load(in, password);
      }
      return store;
    }
    store.load(null, password);
    List<Certificate> chain = new ArrayList<>();
    List<PrivateKey> keys = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file);
        PEMParser pem = new PEMParser(text)) {
      for (Object next = pem.readObject(); next != null; next = pem.readObject()) {
        take(next, chain, keys);
      }
    }
    if (keys.size() != 1 || chain.isEmpty()) {
      throw new GeneralSecurityException("Not one key with its certificates in " + file);
    }
    store.setKeyEntry("key", keys.get(0), password, chain.toArray(Certificate[]::new));
    return store;
  }

  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return some(
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList(),
          file);
    }
  }

  static Collection<? extends CRL> revocations(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return some(CertificateFactory.getInstance("X.509").generateCRLs(in), file);
    }
  }

  /** An empty file is what a failed copy leaves behind, and must not mean "nothing is revoked". */
  private static <C extends Collection<?>> C some(C found, Path file)
      throws GeneralSecurityException {
    if (found.isEmpty()) {
      throw new GeneralSecurityException("Nothing in " + file);
    }
    return found;
  }

  private static void take(Object found, List<Certificate> chain, List<PrivateKey> keys)
      throws IOException, GeneralSecurityException {
    if (found instanceof X509CertificateHolder certificate) {
      chain.add(new JcaX509CertificateConverter().getCertificate(certificate));
    } else if (found instanceof PrivateKeyInfo key) {
      keys.add(new JcaPEMKeyConverter().getPrivateKey(key));
    } else if (found instanceof PEMKeyPair pair) {
      keys.add(new JcaPEMKeyConverter().getKeyPair(pair).getPrivate());
    }
  }
}
