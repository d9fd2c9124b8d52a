package se.vardformedling.fhir;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * What one request, or each entry of its bundle, expects of the resource it changes.
 *
 * @param ifMatch an entity tag or a star; null: not said
 * @param absent whether the resource must not exist ({@code If-None-Match: *})
 */
record Preconditions(@Nullable String ifMatch, boolean absent) {
  static final Preconditions NONE = new Preconditions(null, false);

  /** Whether the version is the one named; a star names any. */
  boolean matches(String version) {
    return ifMatch == null || ifMatch.equals("*") || version.equals(versionOf(ifMatch));
  }

  boolean namesVersion() {
    return ifMatch != null && !ifMatch.equals("*");
  }

  private static String versionOf(String tag) {
    return tag.replaceFirst("^W/", "").replace("\"", "");
  }

  /** Those of a bundle, found by the very resource of the entry, or else by its address. */
  static final class OfBundle {
    private final Map<IBaseResource, Preconditions> byResource = new IdentityHashMap<>();
    private final Map<String, Preconditions> byAddress = new HashMap<>();

    OfBundle(Bundle bundle) {
      for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
        Bundle.BundleEntryRequestComponent request = entry.getRequest();
        Preconditions expected =
            new Preconditions(request.getIfMatch(), "*".equals(request.getIfNoneMatch()));
        if (entry.getResource() != null) {
          byResource.put(entry.getResource(), expected);
        }
        byAddress.put(String.valueOf(request.getUrl()), expected);
      }
    }

    Preconditions of(IBaseResource stored) {
      String address = stored.fhirType() + "/" + String.valueOf(stored.getIdElement().getIdPart());
      Preconditions exact = byResource.get(stored);
      return exact == null ? byAddress.getOrDefault(address, NONE) : exact;
    }
  }
}
