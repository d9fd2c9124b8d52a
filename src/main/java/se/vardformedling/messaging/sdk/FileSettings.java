package se.vardformedling.messaging.sdk;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which files may be sent and are taken.
 *
 * @param types media types; PDF must be among them
 * @param count files in one message, at most
 * @param malwareHost where a clamd listens; empty: files are not scanned, and the evidence says so
 * @param malwarePort its port
 */
@ConfigurationProperties("vf.sdk.files")
public record FileSettings(
    @DefaultValue({
          "application/pdf",
          "application/fhir+json",
          "text/plain",
          "image/jpeg",
          "image/png",
          "image/tiff"
        })
        List<String> types,
    @DefaultValue("200") int count,
    @DefaultValue("") String malwareHost,
    @DefaultValue("3310") int malwarePort) {}
