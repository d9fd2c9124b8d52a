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
    try {
      String type = first(body, json -> atType(json) ? json.getText() : "");
      String place =
          first(
              body,
              json -> named(json, name) ? path(json.getParsingContext().pathAsPointer()) : "");
      boolean complete = type.matches("[A-Za-z]{1,40}") && !place.isEmpty();
      return complete ? Optional.of(type + place) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What is wanted at one token; empty to go on. */
  private interface Wanted {
    String at(JsonParser json) throws IOException;
  }

  private static String first(byte[] body, Wanted wanted) throws IOException {
    try (JsonParser json = JSON.createParser(body)) {
      String found = "";
      while (found.isEmpty() && json.nextToken() != null) {
        found = wanted.at(json);
      }
      return found;
    }
  }

  private static boolean atType(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_STRING
        && json.getParsingContext().pathAsPointer().toString().equals("/resourceType");
  }

  private static boolean named(JsonParser json, String name) throws IOException {
    return json.currentToken() == JsonToken.FIELD_NAME && name.equals(json.currentName());
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
