package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.LenientErrorHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;

/** Two resources of one shape get one verdict from the validator. */
@NodeIT
class ShapeIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a caller may put in the place of any value. */
  private static final List<String> VALUES =
      List.of(
          "\"Text\"",
          "\" Text\"",
          "\"Text \"",
          "\"<b>x</b>\"",
          "\"" + "x".repeat(61) + "\"",
          "\"2026-02-28\"",
          "\"2026-02-30\"",
          "\"2027-01\"",
          "\"1899-01-01\"",
          "\"2399-01-01\"",
          "\"2020-01-01T10:00:00+01:00\"",
          "\"2035-01-01T10:00:00Z\"",
          "\"2026-03-01T25:00:00Z\"",
          "\"Organization/1\"",
          "\"Task/1\"",
          "\"Patient/1\"",
          "\"#a\"",
          "\"Organization/å\"",
          "\"urn:uuid:6f1c2d3e-aaaa-4bbb-8ccc-deadbeef0001\"",
          "\"urn:uuid:no\"",
          "\"http://a\"",
          "0",
          "-1",
          "7",
          "1.5",
          "-1.5",
          "12345678901",
          "true",
          "\"completed\"",
          "\"active\"");

  @Autowired ProfileValidation validation;
  @Autowired FhirContext fhir;
  @Autowired JdbcClient sql;

  @Autowired
  @Qualifier("judging")
  ValidationSupportChain judging;

  @Test
  void whatever_is_changed_the_validator_agrees_with_the_shape() throws IOException {
    Random random = new Random(4711);
    Map<String, Verdict> known = new HashMap<>();
    int sameShape = 0;
    int faulty = 0;
    for (String body : bodies()) {
      List<String> variants = new ArrayList<>(List.of(body));
      for (int i = 0; i < 14; i++) {
        variants.add(changed(body, random));
      }
      for (String variant : variants) {
        Optional<Resource> resource = parsed(variant);
        Optional<String> shape = resource.flatMap(Shape::of);
        if (shape.isEmpty()) {
          continue;
        }
        boolean faultless =
            validation.judge(ProfileValidation.asJudged(resource.orElseThrow())).isEmpty();
        Verdict before = known.putIfAbsent(shape.orElseThrow(), new Verdict(faultless, variant));
        if (before != null) {
          sameShape++;
          assertThat(faultless).as("%s%n%s", before.body, variant).isEqualTo(before.faultless);
        }
        faulty += faultless ? 0 : 1;
      }
    }
    // The test has seen enough of each kind to say anything.
    assertThat(sameShape).isGreaterThan(150);
    assertThat(faulty).isGreaterThan(150);
  }

  @Test
  void whoever_waits_for_a_verdict_does_not_wait_for_a_connection() {
    assertThat(judging.getValidationSupports())
        .hasSizeGreaterThan(3)
        .extracting(part -> part.getClass().getName())
        .noneMatch(name -> name.startsWith("ca.uhn.fhir.jpa"));
  }

  @Test
  void what_the_validator_stumbles_over_is_a_fault_of_the_caller() {
    String report =
        """
        {"resourceType": "MeasureReport", "status": "complete", "type": "summary",
         "measure": "http://a", "period": {"start": "2026-01-01"}, %s}
        """;
    for (String part :
        List.of(
            "\"group\": [{\"measureScore\": {\"value\": 1, \"code\": \"12345678901\","
                + " \"system\": \"http://unitsofmeasure.org\"}}]",
            "\"subject\": {\"reference\": \"/1\"}")) {
      assertThat(validation.issues(parsed(report.formatted(part)).orElseThrow()))
          .as(part)
          .isNotEmpty()
          .extracting(Refusal.Issue::problem)
          .isSubsetOf(Problem.VALUE_INVALID, Problem.PROFILE_VIOLATED, Problem.REQUIRED_ELEMENT);
    }
  }

  private record Verdict(boolean faultless, String body) {}

  /** The guide's examples, and of each type those that the demo loads first. */
  private List<String> bodies() throws IOException {
    List<String> bodies = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("profiles/examples"))) {
      for (Path file : files.sorted().toList()) {
        bodies.add(Files.readString(file));
      }
    }
    bodies.addAll(
        sql.sql(
                """
                select res_text_vc from (
                  select v.res_text_vc, row_number() over (partition by v.res_type
                    order by v.res_id) as turn
                  from hapi.hfj_res_ver v where v.res_ver = 1 and v.res_text_vc is not null
                    and v.res_type = any (?)) drawn
                where turn <= 12""")
            .param(Shape.TYPES.toArray(String[]::new))
            .query(String.class)
            .list());
    return bodies;
  }

  private String changed(String body, Random random) throws IOException {
    JsonNode root = JSON.readTree(body);
    List<Runnable> places = new ArrayList<>();
    collect(root, places, random);
    places.get(random.nextInt(places.size())).run();
    return root.toString();
  }

  /** Each value that could be something else, and each that could be missing. */
  private static void collect(JsonNode node, List<Runnable> places, Random random) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(stream(object))) {
        JsonNode child = object.get(name);
        if (child.isValueNode() && !name.equals("resourceType")) {
          places.add(() -> object.set(name, other(child, random)));
          places.add(() -> object.set(name, other(child, random)));
        } else {
          collect(child, places, random);
        }
        if (!name.equals("resourceType")) {
          places.add(() -> object.remove(name));
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(child -> collect(child, places, random));
    }
  }

  private static List<String> stream(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode other(JsonNode was, Random random) {
    try {
      String text = was.asText();
      if (was.isTextual() && random.nextBoolean()) {
        // Near to what was there: one letter or digit is another one.
        int at = random.nextInt(Math.max(1, text.length()));
        char one = text.isEmpty() ? 'x' : text.charAt(at);
        char instead =
            Character.isDigit(one)
                ? (char) ('0' + random.nextInt(10))
                : (char) ('a' + random.nextInt(26));
        return JSON.getNodeFactory()
            .textNode(
                text.isEmpty() ? "x" : text.substring(0, at) + instead + text.substring(at + 1));
      }
      return JSON.readTree(VALUES.get(random.nextInt(VALUES.size())));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Optional<Resource> parsed(String body) {
    try {
      return Optional.of(
          (Resource)
              fhir.newJsonParser()
                  .setParserErrorHandler(new LenientErrorHandler(false))
                  .parseResource(body));
    } catch (DataFormatException | IllegalArgumentException | ClassCastException e) {
      return Optional.empty();
    }
  }
}
