package se.vardformedling.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are trusted outside demo.
 *
 * @param issuer the issuer's address ({@code VF_SECURITY_ISSUER})
 * @param audience what {@code aud} must hold
 */
@ConfigurationProperties("vf.security")
record TokenSettings(
    @DefaultValue("") String issuer, @DefaultValue("vardformedling") String audience) {}
