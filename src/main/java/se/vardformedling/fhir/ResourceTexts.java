package se.vardformedling.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/**
 * Resources as JSON text, kept by id and version: a version never changes, so what is kept is right
 * on every node. For answers that show many resources as they are.
 */
@Component
public class ResourceTexts {
  private static final long MOST_CHARACTERS = 48L * 1024 * 1024;

  private final FhirStore store;
  private final FhirContext fhir;
  private final Cache<Version, String> kept =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Version version, String json) -> json.length())
          .build();

  private record Version(String type, String id, long number) {}

  ResourceTexts(FhirStore store, FhirContext fhir) {
    this.store = store;
    this.fhir = fhir;
  }

  /**
   * The text of each that exists, by id, in the order that is asked for.
   *
   * @param versions the current version by id, as the caller's transaction sees it
   */
  public Map<String, String> current(Class<? extends Resource> type, Map<String, Long> versions) {
    Map<String, String> found = new HashMap<>();
    List<String> missing = new ArrayList<>();
    versions.forEach(
        (id, number) -> {
          String text = kept.getIfPresent(new Version(type.getSimpleName(), id, number));
          if (text == null) {
            missing.add(id);
          } else {
            found.put(id, text);
          }
        });
    IParser parser = fhir.newJsonParser();
    for (Resource resource : store.readAll(type, missing)) {
      String id = resource.getIdElement().getIdPart();
      String text = parser.encodeResourceToString(resource);
      long number = resource.getIdElement().getVersionIdPartAsLong();
      kept.put(new Version(type.getSimpleName(), id, number), text);
      found.put(id, text);
    }
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String id : versions.keySet()) {
      String text = found.get(id);
      if (text != null) {
        ordered.put(id, text);
      }
    }
    return ordered;
  }
}
