package se.vardformedling.messaging.accesspoint;

import java.net.URI;
import java.security.cert.X509Certificate;
import se.vardformedling.messaging.sdk.Labels;

/**
 * An envelope on its way.
 *
 * @param id the same at every try
 * @param conversation AS4's ConversationId
 */
@SuppressWarnings("ArrayRecordComponent") // 40 MB that nobody compares
public record Transfer(
    String id, Labels labels, String conversation, Route route, byte[] envelope) {

  /**
   * Where the recipient's access point is, as its metadata says.
   *
   * @param party its party id
   * @param certificate transfers to it are encrypted to
   */
  public record Route(URI address, String party, X509Certificate certificate) {}
}
