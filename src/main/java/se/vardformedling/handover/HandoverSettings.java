package se.vardformedling.handover;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node hands over.
 *
 * @param unit HSA-id of the unit that gets what belongs to no order of ours
 * @param checklist required kinds of documents by vårdområde, instead of ours
 * @param plainPdf whether a PDF that does not say that it is a PDF/A is sent all the same
 */
@ConfigurationProperties("vf.handover")
record HandoverSettings(
    @DefaultValue("") String unit,
    @DefaultValue Map<String, List<String>> checklist,
    @DefaultValue("false") boolean plainPdf) {}
