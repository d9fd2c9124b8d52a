package se.vardformedling.brokering;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * The way to the national node, read anew at each use, so that a key is changed without a restart.
 *
 * @param url its FHIR endpoint ({@code VF_NATIONAL_URL}); empty: there is none
 * @param clientId what this node is registered there as ({@code VF_NATIONAL_CLIENT_ID})
 * @param key file with the private key in PEM (PKCS #8) ({@code VF_NATIONAL_KEY})
 * @param keyId {@code kid}, if the issuer wants one
 * @param poll how often it is asked what has changed
 * @param units HSA-ids of the units whose node this is
 * @param keep how long what was told is kept after its answer
 */
record NationalSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String clientId,
    @DefaultValue("") String key,
    @DefaultValue("") String keyId,
    @DefaultValue("15s") Duration poll,
    @DefaultValue Set<String> units,
    @DefaultValue("365d") Duration keep) {

  static NationalSettings of(Environment environment) {
    return Binder.get(environment).bindOrCreate("vf.national", NationalSettings.class);
  }

  /** Without the slash at its end. */
  String base() {
    return url.replaceFirst("/+$", "");
  }

  boolean ours(String unit) {
    return units.isEmpty() || units.contains(unit);
  }
}
