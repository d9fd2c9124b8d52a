package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

/**
 * The R4 specification's own examples (CC0) and others in their style: accepted, or refused for a
 * reason that a profile or a rule of ours states.
 */
@NodeIT
class SpecExamplesIT {
  private static final String ABSENT =
      """
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason",
       "valueCode":"unknown"}]}""";

  @LocalServerPort int port;
  private Asking ask;

  @BeforeEach
  void client() {
    ask = new Asking(port);
  }

  /** Who may write a type; the others are written by nobody, or by the program alone. */
  private static final Map<String, String> WRITERS =
      Map.of(
          "ServiceRequest", "referrer-dalarna",
          "Task", "broker-dalarna",
          "Contract", "controller-dalarna",
          "Subscription", "broker-dalarna");

  /** Ours to publish, or to make of what others send. */
  private static final Set<String> UNWRITTEN =
      Set.of(
          "Measure",
          "MeasureReport",
          "Group",
          "Communication",
          "DocumentReference",
          "Invoice",
          "Provenance",
          "Questionnaire",
          "QuestionnaireResponse");

  static Stream<String> examples() throws IOException {
    try (InputStream file =
        SpecExamplesIT.class.getResourceAsStream("/r4-examples/specification.ndjson")) {
      String all = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void the_specifications_own_examples_are_stored_or_refused_with_a_reason_that_is_ours(
      String example) throws Exception {
    JsonNode resource = new ObjectMapper().readTree(example);
    String type = resource.at("/resourceType").asText();
    String path = "/fhir/" + type + "/" + resource.at("/id").asText();

    Answer answer = ask.as(WRITERS.getOrDefault(type, "catalogue-admin"), "PUT", path, example);

    if (answer.status() >= 300) {
      assertThat(answer.status() + " " + answer.code()).as(answer.body()).isIn(reasons(type));
      if (answer.status() == 422) {
        assertThat(answer.json().at("/issue/0/expression/0").asText())
            .as("which element: " + answer.body())
            .isNotEmpty();
      }
    }
  }

  /** Why an example of the type may be refused. */
  private static List<String> reasons(String type) {
    if (type.equals("AuditEvent")) {
      return List.of("405 method-not-allowed");
    }
    if (UNWRITTEN.contains(type)) {
      return List.of("403 actor-not-allowed", "422 phi-detected");
    }
    List<String> reasons =
        List.of(
            "400 dangling-reference",
            "422 required-element",
            "422 profile-violated",
            "422 code-invalid",
            "422 phi-detected");
    // What belongs to somebody is refused for whose it is before it is judged.
    return WRITERS.containsKey(type)
        ? Stream.concat(reasons.stream(), Stream.of("404 not-found", "422 value-invalid")).toList()
        : reasons;
  }

  @Test
  void what_has_no_profile_of_ours_is_accepted() {
    for (String example :
        List.of(
            """
            {"resourceType":"Endpoint","status":"active",
             "connectionType":{"system":
              "http://terminology.hl7.org/CodeSystem/endpoint-connection-type","code":"ihe-xcpd"},
             "name":"Health Intersections CarePlan Hub",
             "payloadType":[{"coding":[{"system":"http://hl7.org/fhir/resource-types",
              "code":"CarePlan"}]}],
             "address":"http://fhir3.healthintersections.example/open/CarePlan"}""",
            """
            {"resourceType":"Practitioner","active":true,
             "name":[{"family":"Careful","given":["Adam"],"prefix":["Dr"]}]}""",
            """
            {"resourceType":"PractitionerRole","active":true,
             "period":{"start":"2012-01-01","end":"2012-03-31"},
             "specialty":[{"coding":[{"system":"http://snomed.info/sct","code":"408443003",
              "display":"General medical practice"}]}]}""")) {
      String type = example.split("\"")[3];
      Answer answer = ask.as("catalogue-admin", "POST", "/fhir/" + type, example);

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }
  }

  @Test
  void what_lacks_what_our_profiles_ask_for_is_refused_with_the_place() {
    for (String example :
        List.of(
            """
            {"resourceType":"Organization","name":"Health Level Seven International",
             "alias":["HL7 International"],
             "telecom":[{"system":"phone","value":"(+1) 734-677-7777"}]}""",
            """
            {"resourceType":"Location","status":"active","name":"South Wing, second floor",
             "mode":"instance","position":{"longitude":-83.69,"latitude":42.25,"altitude":0}}""",
            """
            {"resourceType":"HealthcareService","active":true,
             "name":"Consulting psychologists and/or psychology services",
             "appointmentRequired":false}""",
            """
            {"resourceType":"OrganizationAffiliation","active":true,
             "period":{"start":"2012-01-01","end":"2012-03-31"}}""")) {
      String type = example.split("\"")[3];
      Answer answer = ask.as("catalogue-admin", "POST", "/fhir/" + type, example);

      assertThat(answer.status()).as(answer.body()).isEqualTo(422);
      assertThat(answer.code()).isIn("required-element", "profile-violated");
      assertThat(answer.json().at("/issue/0/expression/0").asText()).startsWith(type);
    }
  }

  @Test
  void a_need_whose_dates_are_only_said_to_be_absent_is_no_failure_of_ours() {
    for (String date :
        List.of(
            "\"_authoredOn\":" + ABSENT,
            "\"_occurrenceDateTime\":" + ABSENT,
            "\"occurrencePeriod\":" + ABSENT,
            "\"occurrencePeriod\":{\"_start\":" + ABSENT + ",\"_end\":" + ABSENT + "}")) {
      Answer answer =
          ask.as("referrer-dalarna", "POST", "/fhir/ServiceRequest", NEED.formatted(date));

      assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }
  }

  private static final String NEED =
      """
      {"resourceType":"ServiceRequest","status":"active","intent":"order","priority":"routine",%s,
       "contained":[{"resourceType":"Group","id":"g","type":"person","actual":true,
        "characteristic":[{"code":{"coding":[{"system":
         "https://fhir.vardformedling.example/CodeSystem/need-characteristic","code":"home-region"}]},
         "valueCodeableConcept":{"coding":[{"system":"urn:oid:1.2.752.129.2.2.1.18","code":"20"}]},
         "exclude":false}]}],
       "subject":{"reference":"#g"},"requester":{"reference":"Organization/unit-mora"},
       "code":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"NGB49"}]},
       "extension":[{"url":
        "https://fhir.vardformedling.example/StructureDefinition/guarantee-clock","extension":[
        {"url":"kind","valueCode":"treatment"},{"url":"start","valueDate":"2026-11-20"}]}]}""";
}
