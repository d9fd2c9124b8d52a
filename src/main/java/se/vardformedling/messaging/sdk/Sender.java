package se.vardformedling.messaging.sdk;

import java.security.cert.X509Certificate;

/** What is known of who sent an envelope, from discovery and trust. */
public interface Sender {

  /** Whether the participant is in the federation at all; who is not is not answered. */
  boolean registered(String participant);

  /** Whether what the participant sends comes by that access point, as far as is published. */
  boolean sendsBy(String participant, String party);

  /** Whether the certificate is one the participant has published for signing. */
  boolean publishes(String participant, X509Certificate certificate);

  /** Whether the certificate is valid now, issued by an authority we trust and not revoked. */
  boolean trusted(X509Certificate certificate);
}
