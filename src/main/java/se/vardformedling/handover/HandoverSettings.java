package se.vardformedling.handover;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node hands over.
 *
 * @param unit HSA-id of the unit that gets what belongs to no order of ours
 */
@ConfigurationProperties("vf.handover")
record HandoverSettings(@DefaultValue("") String unit) {}
