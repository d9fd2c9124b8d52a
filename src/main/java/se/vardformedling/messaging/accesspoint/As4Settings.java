package se.vardformedling.messaging.accesspoint;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The processing mode, which two access points must agree on.
 *
 * @param address what it listens on
 * @param port 0: any free one; -1: nothing is listened on
 * @param party our party id; empty: the common name of the access point's certificate
 * @param answerWithin the longest that the other side may take to answer
 * @param requestWithin the longest that a request may take to come, besides a second a megabyte
 * @param maxTransfer the largest envelope, unpacked, in bytes
 * @param partners by party id, what differs from the profile
 */
@ConfigurationProperties("vf.sdk.as4")
public record As4Settings(
    @DefaultValue("0.0.0.0") String address,
    @DefaultValue("8444") int port,
    @DefaultValue("/as4") String path,
    @DefaultValue("") String party,
    @DefaultValue("") String agreement,
    @DefaultValue("http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/initiator")
        String initiatorRole,
    @DefaultValue("http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704/responder")
        String responderRole,
    @DefaultValue("rsa-sha-256") String signature,
    @DefaultValue("sha-256") String digest,
    @DefaultValue("aes128-gcm") String encryption,
    @DefaultValue("true") boolean compress,
    @DefaultValue("text/xml") String mimeType,
    @DefaultValue("5m") Duration answerWithin,
    @DefaultValue("30s") Duration requestWithin,
    @DefaultValue("73400320") int maxTransfer,
    @DefaultValue Map<String, Partner> partners) {

  /**
   * What a partner's access point wants otherwise.
   *
   * @param agreement AgreementRef; empty: as for all
   * @param partyType type of the party ids; empty: the profile's
   * @param serviceType type of Service; {@code none}: without one; empty: the profile's
   * @param certificateName common name of its access point's certificate; empty: its party id
   */
  public record Partner(
      @DefaultValue("") String agreement,
      @DefaultValue("") String partyType,
      @DefaultValue("") String serviceType,
      @DefaultValue("") String certificateName) {}

  Partner partner(String id) {
    return partners.getOrDefault(id, new Partner("", "", "", ""));
  }
}
