package se.vardformedling.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Where in a body an element is; the parser tells its name only. */
final class Places {
  private static final JsonFactory JSON = new JsonFactory();

  private Places() {}

  /** The FHIRPath of the first element of that name; empty if the body is not JSON or has none. */
  static Optional<String> of(byte[] body, String name) {
    String type = first(body, "resourceType", JsonToken.VALUE_STRING);
    String path = first(body, name, JsonToken.FIELD_NAME);
    boolean complete = type.matches("[A-Za-z]{1,40}") && !path.isEmpty();
    return complete ? Optional.of(type + path) : Optional.empty();
  }

  /** The value of the first field of that name, or its path. */
  private static String first(byte[] body, String name, JsonToken wanted) {
    try (JsonParser json = JSON.createParser(body)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == wanted && name.equals(json.currentName())) {
          return token == JsonToken.VALUE_STRING
              ? json.getText()
              : path(json.getParsingContext().pathAsPointer());
        }
      }
    } catch (IOException notJson) {
      return "";
    }
    return "";
  }

  private static String path(JsonPointer pointer) {
    StringBuilder path = new StringBuilder();
    for (JsonPointer step = pointer; step != null && !step.matches(); step = step.tail()) {
      path.append(
          step.mayMatchElement()
              ? "[" + step.getMatchingIndex() + "]"
              : "." + step.getMatchingProperty());
    }
    return path.toString();
  }
}
