package se.vardformedling.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a JSON Patch (RFC 6902) must be like before it is applied, which is before anybody knows
 * whether its caller may: each step whole, and none that makes the resource grow without end.
 */
final class PatchRules {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each copy can double the whole; nobody needs more of them. */
  private static final int MOST_COPIES = 4;

  /** Characters; the deepest place of a resource has a shorter one. */
  private static final int LONGEST_PATH = 1_000;

  /** What each kind of step takes besides its path (RFC 6902 section 4). */
  private static final Map<String, String> TAKES =
      Map.of(
          "add", "value", "replace", "value", "test", "value", "move", "from", "copy", "from",
          "remove", "path");

  /** What the server gives a resource: HAPI would put it back and answer that all went well. */
  private static final Set<String> GIVEN =
      Set.of("/id", "/resourceType", "/meta/versionId", "/meta/lastUpdated");

  private static final Set<String> META = Set.of("tag", "security", "profile");

  private PatchRules() {}

  /** Refuses, or returns in silence. */
  static void check(byte[] body) {
    int copies = 0;
    JsonNode steps = read(body);
    if (!steps.isArray()) {
      throw Problem.MALFORMED_BODY.because("a patch is a list of steps");
    }
    for (JsonNode step : steps) {
      String kind = step.path("op").asText();
      checkForm(kind, step);
      checkPlaces(kind, step);
      copies += kind.equals("copy") ? 1 : 0;
    }
    if (copies > MOST_COPIES) {
      throw Problem.PAYLOAD_TOO_LARGE.because("at most " + MOST_COPIES + " copies in one patch");
    }
  }

  private static void checkForm(String kind, JsonNode step) {
    String takes = TAKES.get(kind);
    if (takes == null
        || !step.has(takes)
        || !pointer(step.path("path"))
        || (takes.equals("from") && !pointer(step.path("from")))) {
      throw Problem.MALFORMED_BODY.because("a step that is no step of a JSON Patch");
    }
  }

  private static void checkPlaces(String kind, JsonNode step) {
    changed(kind, step)
        .filter(place -> GIVEN.contains(place) || (place.equals("/meta") && !taken(kind, step)))
        .findFirst()
        .ifPresent(PatchRules::refuse);
    if ("value".equals(TAKES.get(kind))) {
      ObjectRules.patched(step.path("path").asText(), step.path("value"));
    }
    if (!kind.equals("remove")) {
      Stream.of(step.path("path").asText().split("/", -1)).forEach(FieldRules::name);
    }
  }

  /**
   * Whether of all that is said of a resource, the step changes only what is the sender's to say.
   */
  private static boolean taken(String kind, JsonNode step) {
    JsonNode meta = step.path("value");
    return Set.of("add", "replace").contains(kind)
        && !meta.isEmpty()
        && META.containsAll(Set.copyOf(names(meta)));
  }

  private static List<String> names(JsonNode object) {
    return object.isObject()
        ? object.properties().stream().map(Map.Entry::getKey).toList()
        : List.of("");
  }

  /** The places that a step changes. */
  private static Stream<String> changed(String kind, JsonNode step) {
    String path = step.path("path").asText();
    return switch (kind) {
      case "test" -> Stream.empty();
      case "move" -> Stream.of(step.path("from").asText(), path);
      default -> Stream.of(path);
    };
  }

  private static void refuse(String place) {
    throw Problem.VALUE_INVALID.at(
        place.substring(1).replace('/', '.'), "given by the server; no patch changes it");
  }

  private static JsonNode read(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw Problem.MALFORMED_BODY.because("not JSON");
    }
  }

  /** Names something in the resource: neither all of it nor what has no name. */
  private static boolean pointer(JsonNode path) {
    String text = path.asText();
    return path.isTextual()
        && text.length() <= LONGEST_PATH
        && text.startsWith("/")
        && !text.endsWith("/")
        && !text.contains("//");
  }
}
