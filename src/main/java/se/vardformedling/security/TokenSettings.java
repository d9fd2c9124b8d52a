package se.vardformedling.security;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are trusted outside demo.
 *
 * @param issuer the issuer's address ({@code VF_SECURITY_ISSUER})
 * @param audience what {@code aud} must hold
 * @param tokenEndpoint where systems get tokens, for {@code smart-configuration}
 * @param systems what each system was registered as, by client id
 * @param regions länskod by the provider's HSA-id ({@code healthCareProviderHsaId})
 */
@ConfigurationProperties("vf.security")
public record TokenSettings(
    @DefaultValue("") String issuer,
    @DefaultValue("vardformedling") String audience,
    @DefaultValue("") String tokenEndpoint,
    @DefaultValue Map<String, String> regions,
    @DefaultValue Map<String, SystemSettings> systems) {

  /**
   * One system.
   *
   * @param role {@code journalsystem}, {@code katalogforvaltare} or another role
   * @param region länskod
   * @param units HSA-ids
   */
  public record SystemSettings(
      String role, @DefaultValue("") String region, @DefaultValue Set<String> units) {}
}
