package se.vardformedling.security;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * A number that identifies somebody (a published test number), in every notation that people and
 * programs write it in, and every request that can carry it.
 */
final class Canaries {
  /** Skatteverket's published test number. */
  static final String NUMBER = "196101182803";

  /**
   * Ten digits with anything short between them that is no digit, or anything long that is no
   * letter either; never part of a longer run.
   */
  static final Pattern ANY_NOTATION =
      Pattern.compile(
          String.join(
              "(?:\\D{0,3}|[^0-9A-Za-z]*)",
              NUMBER.substring(2).chars().mapToObj(Character::toString).toList()));

  static final String BASE64 =
      Base64.getEncoder().encodeToString(NUMBER.getBytes(StandardCharsets.UTF_8));

  private static final List<String> NOTATIONS =
      List.of(
          NUMBER,
          "19610118-2803",
          "610118-2803",
          "610118+2803",
          "1961 0118 2803",
          "hos 610118–2803, Mora",
          "19610118\u00a02803",
          "1961\u200b0118\u200b2803",
          "19.61.01.18.2803",
          "610118    2803",
          "19610118\n\n\n\n2803",
          "610118\u200b\u200b\u200b\u200b2803",
          "19610118\u2013\u00ad\u00ad\u00ad\u00ad2803",
          "610118\u00b72803",
          "١٩٦١٠١١٨٢٨٠٣");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> WRITERS =
      Map.of(
          "Contract", "controller-dalarna",
          "ServiceRequest", "referrer-dalarna",
          "Task", "broker-dalarna");

  /** One request; {@code body} is empty for a read. */
  record Try(String persona, String method, String path, String type, String body) {}

  private Canaries() {}

  /** Every text of every example, one after the other, replaced by the number. */
  static List<Try> inResources(FhirContext fhir) {
    List<Try> tries = new ArrayList<>();
    for (Path file : examples()) {
      JsonNode example = read(file);
      String type = example.path("resourceType").asText();
      String persona = WRITERS.getOrDefault(type, "catalogue-admin");
      List<JsonNode> planted = new ArrayList<>();
      plant(example, example, planted);
      for (int i = 0; i < planted.size(); i++) {
        String body = planted.get(i).toString();
        tries.add(new Try(persona, "POST", "/fhir/" + type, "application/fhir+json", body));
        if (i % 5 == 0) {
          tries.add(inBundle(persona, type, body));
          xml(fhir, body)
              .forEach(
                  xml ->
                      tries.add(
                          new Try(persona, "POST", "/fhir/" + type, "application/fhir+xml", xml)));
        }
      }
      tries.add(patch(persona, type, example.path("id").asText()));
    }
    return tries;
  }

  /** In the address, as every search parameter and every operation's input. */
  static List<Try> inAddresses(JsonNode capability) {
    List<Try> tries = new ArrayList<>();
    for (JsonNode resource : capability.at("/rest/0/resource")) {
      String type = resource.path("type").asText();
      String persona = WRITERS.getOrDefault(type, "catalogue-admin");
      String base = "/fhir/" + type;
      tries.add(get(persona, base + "/" + NUMBER));
      tries.add(get(persona, base + "/x/_history/" + NUMBER));
      for (JsonNode parameter : resource.path("searchParam")) {
        for (String notation : NOTATIONS.subList(0, 3)) {
          String query = parameter.path("name").asText() + "=" + encoded(notation);
          tries.add(get(persona, base + "?" + query));
          tries.add(
              new Try(
                  persona, "POST", base + "/_search", "application/x-www-form-urlencoded", query));
        }
      }
      for (JsonNode operation : resource.path("operation")) {
        String path = base + "/$" + operation.path("name").asText();
        String body =
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"comment\",\"valueString\":\""
                + NUMBER
                + "\"}]}";
        tries.add(new Try(persona, "POST", path, "application/fhir+json", body));
        tries.add(
            new Try(
                persona,
                "POST",
                path.replace("/$", "/x/$"),
                "application/fhir+json",
                body.replace(NUMBER, NOTATIONS.get(1))));
        tries.add(get(persona, path + "?code=" + NUMBER));
      }
    }
    return tries;
  }

  /** Every operation there is, asked for nothing. */
  static List<Try> operations(JsonNode capability) {
    List<Try> tries = new ArrayList<>();
    for (JsonNode operation : capability.at("/rest/0/operation")) {
      tries.add(asking("catalogue-admin", "/fhir/$" + operation.path("name").asText()));
    }
    for (JsonNode resource : capability.at("/rest/0/resource")) {
      String type = resource.path("type").asText();
      for (JsonNode operation : resource.path("operation")) {
        String name = "$" + operation.path("name").asText();
        String persona = WRITERS.getOrDefault(type, "catalogue-admin");
        tries.add(asking(persona, "/fhir/" + type + "/" + name));
        tries.add(asking(persona, "/fhir/" + type + "/x/" + name));
      }
    }
    return tries;
  }

  private static Try asking(String persona, String path) {
    return new Try(
        persona, "POST", path, "application/fhir+json", "{\"resourceType\":\"Parameters\"}");
  }

  /** On the pages, the open doors and the wrong ones. */
  static List<Try> inPages() {
    return Stream.of("/", "/errors", "/demo/token/", "/no/such/page/", "/actuator/health/", "/app/")
        .flatMap(
            page ->
                Stream.of(
                    get("", page + "?q=" + NUMBER),
                    get("", page + NUMBER),
                    new Try("", "POST", page, "application/x-www-form-urlencoded", "q=" + NUMBER)))
        .toList();
  }

  static List<String> notations() {
    return NOTATIONS;
  }

  private static void plant(JsonNode root, JsonNode node, List<JsonNode> planted) {
    if (node instanceof ObjectNode object) {
      for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        JsonNode value = object.get(name);
        if (value.isTextual() && !name.equals("resourceType")) {
          object.set(name, new TextNode(next(planted)));
          planted.add(root.deepCopy());
          object.set(name, value);
        } else {
          plant(root, value, planted);
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(element -> plant(root, element, planted));
    }
  }

  private static String next(List<JsonNode> planted) {
    return NOTATIONS.get(planted.size() % NOTATIONS.size());
  }

  private static Try inBundle(String persona, String type, String body) {
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\",\"url\":\""
            + type
            + "\"},\"resource\":"
            + body
            + "}]}";
    return new Try(persona, "POST", "/fhir", "application/fhir+json", bundle);
  }

  private static Try patch(String persona, String type, String id) {
    String body =
        "[{\"op\":\"add\",\"path\":\"/language\",\"value\":\"" + NOTATIONS.get(1) + "\"}]";
    return new Try(
        persona, "PATCH", "/fhir/" + type + "/" + id, "application/json-patch+json", body);
  }

  private static List<String> xml(FhirContext fhir, String json) {
    try {
      IBaseResource resource = fhir.newJsonParser().parseResource(json);
      return List.of(fhir.newXmlParser().encodeResourceToString(resource));
    } catch (RuntimeException noLongerAResource) {
      return List.of();
    }
  }

  private static Try get(String persona, String path) {
    return new Try(persona, "GET", path, "", "");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> examples() {
    try (Stream<Path> files = Files.list(Path.of("profiles/examples"))) {
      // Patients are for regional nodes; this one refuses the type.
      return files.filter(file -> !file.toString().contains("Patient-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
