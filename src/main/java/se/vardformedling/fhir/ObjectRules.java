package se.vardformedling.fhir;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * Where JSON has an object, a list or a plain value: HAPI stumbles over another kind where it does
 * not look at it.
 */
final class ObjectRules {
  private static final Set<String> LISTS_OF_OBJECTS =
      Set.of("extension", "modifierExtension", "contained", "entry", "parameter", "part");

  /** In which a resource stands by the name of resource. */
  private static final Set<String> HOLDERS = Set.of("entry", "parameter", "part");

  /** Never an element with elements of its own. */
  private static final Set<String> PLAIN =
      Set.of("resourceType", "id", "url", "fullUrl", "system", "display", "family", "given", "div");

  private static final Set<String> CODINGS = Set.of("coding", "valueCoding", "tag", "security");
  private static final Set<String> PLAIN_IN_CODING = Set.of("code", "version", "userSelected");

  private ObjectRules() {}

  /**
   * A value, or the beginning of one.
   *
   * @param name of the field that it stands in, by itself or in a list
   * @param holder of the field that the object with this field stands in
   */
  static void value(String name, String holder, boolean inList, JsonToken token) {
    if (LISTS_OF_OBJECTS.contains(name)
        && token != (inList ? JsonToken.START_OBJECT : JsonToken.START_ARRAY)) {
      throw Problem.MALFORMED_BODY.at(name, "not a list of objects");
    }
    if (name.equals("resource")
        && HOLDERS.contains(holder)
        && (inList || token != JsonToken.START_OBJECT)) {
      throw Problem.MALFORMED_BODY.at(name, "not an object");
    }
    if (token == JsonToken.START_OBJECT && plain(name, holder)) {
      throw Problem.MALFORMED_BODY.at(name, "an object where a value stands");
    }
  }

  /**
   * What is there says something (R4, 2.6.2): no list and no object is empty, and null stands only
   * in a list of values beside their extensions, or in that of the extensions. In a step of a patch
   * it may.
   */
  static void empty(String name, boolean inList, JsonToken before, JsonToken token) {
    boolean mayBeNull = inList && (name.startsWith("_") || FieldRules.text(name));
    boolean none = token == JsonToken.VALUE_NULL && !mayBeNull;
    boolean nothingInIt = token.isStructEnd() && before.isStructStart();
    if ((none || nothingInIt) && !name.isEmpty() && !name.equals("value")) {
      throw Problem.MALFORMED_BODY.at(name, none ? "null" : "empty");
    }
  }

  /** A resource says of which type it is. */
  static void type(String name, JsonToken token, String text) {
    if (name.equals("resourceType") && (token != JsonToken.VALUE_STRING || text.isBlank())) {
      throw Problem.MALFORMED_BODY.at(name, "missing");
    }
  }

  /** A value in a patch, for the place that its path names. */
  static void patched(String path, JsonNode value) {
    String[] names = path.split("/", -1);
    String last = names[names.length - 1];
    boolean inList = last.matches("\\d+|-");
    String name = inList && names.length > 1 ? names[names.length - 2] : last;
    value(name, "", inList, value.asToken());
    if (value.isArray() && !inList) {
      value.forEach(one -> value(name, "", true, one.asToken()));
    }
  }

  private static boolean plain(String name, String holder) {
    return PLAIN.contains(name)
        || FieldRules.neverText(name)
        || FieldRules.plainValue(name)
        || (CODINGS.contains(holder) && PLAIN_IN_CODING.contains(name));
  }
}
