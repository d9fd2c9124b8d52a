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
    String type = "";
    String found = "";
    try (JsonParser json = JSON.createParser(body)) {
      while (json.nextToken() != null && (type.isEmpty() || found.isEmpty())) {
        String pointer = json.getParsingContext().pathAsPointer().toString();
        if (json.currentToken() == JsonToken.VALUE_STRING && pointer.equals("/resourceType")) {
          type = json.getText();
        }
        if (found.isEmpty()
            && json.currentToken() == JsonToken.FIELD_NAME
            && name.equals(json.currentName())) {
          found = path(json.getParsingContext().pathAsPointer());
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    boolean complete = type.matches("[A-Za-z]{1,40}") && !found.isEmpty();
    return complete ? Optional.of(type + found) : Optional.empty();
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
