package se.vardformedling.messaging.key;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whose certificates are taken.
 *
 * @param authorities the only anchors; an authority of another environment is a stranger
 * @param revocations lists of the authorities; empty: revocation is not checked
 */
public record Trust(
    Collection<X509Certificate> authorities, Collection<? extends CRL> revocations) {

  /** Whether the certificate is valid then, issued by one of the authorities and not revoked. */
  public boolean takes(X509Certificate certificate, Instant at) {
    try {
      check(certificate, at);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  /** As {@link #takes}, with the reason. */
  public void check(X509Certificate certificate, Instant at) throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        authorities.stream().map(a -> new TrustAnchor(a, null)).collect(Collectors.toSet());
    if (anchors.isEmpty()) {
      throw new GeneralSecurityException("No authority is trusted");
    }
    PKIXParameters how = new PKIXParameters(anchors);
    how.setDate(Date.from(at));
    how.setRevocationEnabled(!revocations.isEmpty());
    how.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(revocations)));
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate)), how);
  }

  /** The authorities as a key store, for those who want one. */
  public KeyStore store() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (X509Certificate authority : authorities) {
        store.setCertificateEntry("authority" + number++, authority);
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
