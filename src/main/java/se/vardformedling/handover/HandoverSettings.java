package se.vardformedling.handover;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How this node hands over.
 *
 * @param unit HSA-id of the unit that gets what names no case; empty: a person says which
 */
@ConfigurationProperties("vf.handover")
record HandoverSettings(@DefaultValue("") String unit) {}
