package se.vardformedling.enclosure;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which documents go with a case.
 *
 * @param checklist required kinds of documents by vårdområde, instead of ours
 * @param plainPdf whether a PDF that does not say that it is a PDF/A is sent all the same
 */
@ConfigurationProperties("vf.handover")
record EnclosureSettings(
    @DefaultValue Map<String, List<String>> checklist, @DefaultValue("false") boolean plainPdf) {}
