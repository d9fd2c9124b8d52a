package se.vardformedling.security;

import java.util.Optional;

/** Which region a provider (vårdgivare) acts for; what is not listed acts for none. */
@FunctionalInterface
public interface ProviderRegions {

  /** The länskod, two digits. */
  Optional<String> regionOf(String providerHsaId);
}
