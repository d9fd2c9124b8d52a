package se.vardformedling.messaging.discovery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The federation's metadata publisher.
 *
 * @param address its base; empty: the directory file says everything
 * @param authorities PEM: who issues the certificates that metadata is signed with
 * @param extension ExtensionID that the published certificates stand under
 */
@ConfigurationProperties("vf.sdk.smp")
public record SmpSettings(
    @DefaultValue("") String address,
    @DefaultValue("") String authorities,
    @DefaultValue("urn:fdc:digg.se:edelivery:xml-extension:smp-certpub:1.0") String extension,
    @DefaultValue("urn:fdc:digg.se:edelivery:certpub:signing-cert") String signingType,
    @DefaultValue("urn:fdc:digg.se:edelivery:certpub:encryption-cert") String encryptionType,
    @DefaultValue("10s") Duration answerWithin) {}
