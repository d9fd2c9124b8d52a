package se.vardformedling.hvo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r5.formats.JsonParser;
import org.hl7.fhir.r5.model.Bundle;
import org.hl7.fhir.r5.model.Resource;

/**
 * What of a page can be read: one resource that cannot must not keep all the others out.
 *
 * @param bundle without what cannot be read
 * @param unreadable {@code type/id} of that
 */
record Legible(Bundle bundle, List<String> unreadable) {
  /** Numbers stay as they are written. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  /**
   * One resource.
   *
   * @throws Upstream.UnreadableException it is not FHIR R5
   */
  static Resource resource(byte[] body) {
    try {
      return new JsonParser(true).parse(body);
    } catch (IOException | RuntimeException unreadable) {
      // The parser throws whatever it meets.
      throw new Upstream.UnreadableException(unreadable);
    }
  }

  /** All of it at once when that is possible, as it nearly always is; else each alone. */
  static Legible page(byte[] body) {
    try {
      return new Legible(bundle(body), List.of());
    } catch (Upstream.UnreadableException somewhere) {
      return piecemeal(body);
    }
  }

  private static Bundle bundle(byte[] body) {
    if (resource(body) instanceof Bundle bundle) {
      return bundle;
    }
    throw new Upstream.AwayException("no bundle");
  }

  private static Legible piecemeal(byte[] body) {
    try {
      if (!(JSON.readTree(body) instanceof ObjectNode page)) {
        throw new Upstream.AwayException("no bundle");
      }
      JsonNode entries = page.path("entry");
      page.remove("entry");
      Bundle bundle = bundle(JSON.writeValueAsBytes(page));
      List<String> unreadable = new ArrayList<>();
      for (JsonNode entry : entries) {
        JsonNode one = entry.path("resource");
        try {
          Resource read = resource(JSON.writeValueAsBytes(one));
          bundle.addEntry().setResource(read);
        } catch (Upstream.UnreadableException thisOne) {
          unreadable.add(one.path("resourceType").asText() + "/" + one.path("id").asText());
        }
      }
      return new Legible(bundle, unreadable);
    } catch (IOException unreadable) {
      throw new Upstream.UnreadableException(unreadable);
    }
  }
}
