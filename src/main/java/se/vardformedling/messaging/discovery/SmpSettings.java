package se.vardformedling.messaging.discovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The federation's metadata publisher.
 *
 * @param address its base, where one publishes for all; empty with an empty zone: the directory
 *     file says everything
 * @param zone where DNS says who publishes for whom (BDXL); empty: {@code address} does for all
 * @param nameServer host and port; empty: the machine's
 * @param authorities PEM: who issues the certificates that metadata is signed with
 * @param extension ExtensionID that the published certificates stand under
 */
@ConfigurationProperties("vf.sdk.smp")
public record SmpSettings(
    @DefaultValue("") String address,
    @DefaultValue("") String zone,
    @DefaultValue("") String nameServer,
    @DefaultValue("") String authorities,
    @DefaultValue("urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0") String extension,
    @DefaultValue("urn:fdc:digg.se:edelivery:certpub:signing-cert") String signingType,
    @DefaultValue("urn:fdc:digg.se:edelivery:certpub:encryption-cert") String encryptionType,
    @DefaultValue("10s") Duration answerWithin) {

  /** Whether a publisher is asked at all. */
  public boolean on() {
    return !address.isBlank() || !zone.isBlank();
  }
}
