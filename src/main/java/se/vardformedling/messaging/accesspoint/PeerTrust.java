package se.vardformedling.messaging.accesspoint;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import se.vardformedling.messaging.key.KeyRing;

/** Whom we talk TLS with: as the authorities and the revocation lists now are. */
final class PeerTrust implements X509TrustManager {
  private final KeyRing keys;
  private final Clock clock;

  private PeerTrust(KeyRing keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Shows our certificate and checks the other's. */
  static SSLContext context(KeyRing keys, Clock clock) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys.tlsStore(), keys.password().toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), new TrustManager[] {new PeerTrust(keys, clock)}, null);
    return context;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return keys.tlsPeers().authorities().toArray(X509Certificate[]::new);
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    try {
      keys.tlsPeers().check(chain[0], clock.instant());
    } catch (GeneralSecurityException e) {
      throw new CertificateException("The peer's certificate is not taken", e);
    }
  }
}
