package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

/** Asking over HTTP: formats, parameters, headers, what the node says of itself. */
@NodeIT
class EndpointIT {
  private static final String ADMIN = "catalogue-admin";
  private static final String BROKER = "broker-dalarna";

  @LocalServerPort int port;
  @Autowired FhirStore store;
  private Asking ask;

  @BeforeEach
  void client() {
    ask = new Asking(port);
  }

  @Test
  void an_unknown_element_is_refused_with_its_place() {
    Answer answer =
        post(
            """
            {"resourceType":"Organization","name":"A","address":[{"city":"Falun","stad":"Falun"}]}""");

    assertThat(answer.refusal()).isEqualTo("400 structure unknown-element");
    assertThat(answer.json().at("/issue/0/expression/0").asText())
        .isEqualTo("Organization.address[0].stad");
  }

  @Test
  void a_missing_element_is_422_required_and_a_wrong_code_422_code_invalid() {
    Answer missing = post("{\"resourceType\":\"Organization\",\"name\":\"A\"}");
    Answer wrong =
        ask.as(BROKER, "POST", "/fhir/Task", "{\"resourceType\":\"Task\",\"status\":\"bogus\"}");

    assertThat(missing.refusal()).isEqualTo("422 required required-element");
    assertThat(wrong.refusal()).isEqualTo("422 code-invalid code-invalid");
  }

  @Test
  void what_is_sent_as_xml_is_stored_as_what_is_sent_as_json() {
    Answer made =
        ask.as(
            ADMIN,
            "POST",
            "/fhir/Organization",
            "<Organization xmlns=\"http://hl7.org/fhir\"><identifier><system value=\"urn:oid:2.5.4.97\"/>"
                + "<value value=\"2321000016\"/></identifier><name value=\"Ur XML\"/></Organization>",
            "Content-Type: application/fhir+xml",
            "Accept: application/fhir+json");

    assertThat(made.status()).as(made.body()).isEqualTo(201);
    Answer read = get("/fhir/Organization/" + made.json().at("/id").asText());
    assertThat(read.json().at("/name").asText()).isEqualTo("Ur XML");
    assertThat(read.json().at("/identifier/0/value").asText()).isEqualTo("2321000016");
  }

  @Test
  void a_patch_that_is_answered_with_nothing_still_tells_its_version() {
    String id =
        post("{\"resourceType\":\"Organization\",\"name\":\"A\",\"identifier\":[{\"system\":"
                + "\"urn:oid:2.5.4.97\",\"value\":\"2321000016\"}]}")
            .json()
            .at("/id")
            .asText();

    for (String preference : List.of("minimal", "representation", "OperationOutcome")) {
      String before = get("/fhir/Organization/" + id).json().at("/meta/versionId").asText();
      Answer patched =
          ask.as(
              ADMIN,
              "PATCH",
              "/fhir/Organization/" + id,
              "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"" + preference + "\"}]",
              "Content-Type: application/json-patch+json",
              "Prefer: return=" + preference);
      assertThat(patched.status()).as(patched.body()).isEqualTo(200);
      assertThat(patched.header("ETag"))
          .as(preference)
          .isEqualTo("W/\"" + (Integer.parseInt(before) + 1) + "\"");
    }
  }

  @Test
  void a_request_id_that_is_somebodys_number_is_not_kept() {
    String number = "19121212-1212-4000-8000-000000000001";

    assertThat(get("/fhir/metadata", "X-Request-Id: " + number).header("X-Request-Id"))
        .isNotEqualTo(number);
  }

  @Test
  void the_node_says_no_more_of_what_may_be_written_than_is_so() {
    JsonNode resources = ask.send("GET", "/fhir/metadata", "").json().at("/rest/0/resource");
    List<String> created = new ArrayList<>();
    List<String> conditional = new ArrayList<>();
    for (JsonNode resource : resources) {
      String type = resource.at("/type").asText();
      for (JsonNode interaction : resource.at("/interaction")) {
        if (interaction.at("/code").asText().equals("create")) {
          created.add(type);
        }
      }
      if (resource.at("/conditionalCreate").asBoolean()
          || resource.at("/updateCreate").asBoolean()
          || resource.at("/conditionalUpdate").asBoolean()) {
        conditional.add(type);
      }
    }

    assertThat(conditional)
        .containsExactlyInAnyOrder(
            "Organization",
            "Location",
            "HealthcareService",
            "OrganizationAffiliation",
            "Endpoint",
            "Practitioner",
            "PractitionerRole");
    assertThat(created)
        .containsAll(conditional)
        .contains("ServiceRequest", "Task", "Contract", "Subscription")
        .doesNotContain("MeasureReport", "Invoice", "Provenance", "AuditEvent", "Measure");
  }

  @Test
  void another_content_type_is_415() {
    assertThat(post("x", "Content-Type: text/plain").refusal())
        .isEqualTo("415 not-supported unsupported-media-type");
  }

  @Test
  void not_acceptable_only_when_nothing_can_be_served() {
    assertThat(get("/fhir/Organization", "Accept: image/png").status()).isEqualTo(406);
    assertThat(get("/fhir/Organization", "Accept: text/plain").refusal())
        .isEqualTo("406 not-supported not-acceptable");
    assertThat(get("/fhir/Organization", "Accept: text/html, */*;q=0.8").status()).isEqualTo(200);
    assertThat(get("/fhir/Organization?_format=turtle").status()).isEqualTo(406);
  }

  @Test
  void what_is_worth_nothing_is_not_given() {
    String[] worth = {"application/fhir+json;q=0, */*", "application/json;q=0, text/xml;q=0.1"};
    for (String accept : worth) {
      Answer found = get("/fhir/Organization?_count=1", "Accept: " + accept);
      assertThat(found.status()).as(found.body()).isEqualTo(200);
      assertThat(found.body()).as(accept).startsWith("<Bundle");
      assertThat(get("/fhir/Organization/saknas", "Accept: " + accept).body())
          .as(accept)
          .startsWith("<OperationOutcome");
    }
    assertThat(get("/fhir/Organization", "Accept: application/fhir+json;q=0").refusal())
        .isEqualTo("406 not-supported not-acceptable");
  }

  @Test
  void an_empty_condition_creates_nothing() {
    for (String condition : List.of("", "?", "Organization?")) {
      assertThat(post(organization("A"), "If-None-Exist: " + condition).refusal())
          .as(condition)
          .isEqualTo("400 invalid bad-header");
    }
  }

  @Test
  void errors_come_in_the_format_and_the_language_asked_for() {
    Answer xml = get("/fhir/Organization/saknas", "Accept: application/fhir+xml");
    Answer english = get("/fhir/Organization/saknas", "Accept-Language: en-GB");
    Answer swedish = get("/fhir/Organization/saknas");

    assertThat(xml.body()).startsWith("<OperationOutcome").contains("not-found");
    assertThat(english.body()).contains("The resource does not exist.");
    assertThat(swedish.body()).contains("Resursen finns inte.");
  }

  @Test
  void a_raw_bar_in_the_query_is_understood() {
    assertThat(get("/fhir/Organization?identifier=urn:oid:2.5.4.97|2321000016").status())
        .isEqualTo(200);
  }

  @Test
  void what_tomcat_refuses_is_an_outcome_too() {
    Answer answer = get("/fhir/Organization?name=\"<>{}");

    assertThat(answer.refusal()).isEqualTo("400 invalid bad-parameter");
    assertThat(answer.header("X-Request-Id")).isNotEmpty();
  }

  @Test
  void an_unknown_search_parameter_is_left_out_with_a_warning_or_refused_when_asked() {
    JsonNode lenient = get("/fhir/Organization?favoritfarg=bla&_count=1").json();
    Answer strict = get("/fhir/Organization?favoritfarg=bla", "Prefer: handling=strict");

    JsonNode warning = lenient.at("/entry").get(lenient.at("/entry").size() - 1);
    assertThat(warning.at("/search/mode").asText()).isEqualTo("outcome");
    assertThat(warning.at("/resource/issue/0/severity").asText()).isEqualTo("warning");
    assertThat(warning.at("/resource/issue/0/expression/0").asText()).isEqualTo("favoritfarg");
    assertThat(strict.refusal()).isEqualTo("400 invalid bad-parameter");
  }

  @Test
  void history_refuses_what_it_does_not_know_and_dates_each_entry() {
    post(organization("A"));

    assertThat(get("/fhir/Organization/_history?_profile=x").refusal())
        .isEqualTo("400 invalid bad-parameter");
    JsonNode history = get("/fhir/Organization/_history?_count=5").json();
    assertThat(history.at("/entry").size()).isPositive();
    for (JsonNode entry : history.at("/entry")) {
      assertThat(entry.at("/request/method").asText()).isIn("POST", "PUT");
      assertThat(entry.at("/response/etag").asText()).startsWith("W/\"");
      assertThat(entry.at("/response/lastModified").asText()).isNotEmpty();
    }
  }

  @Test
  void a_page_that_is_gone_is_410() {
    assertThat(get("/fhir?_getpages=" + UUID.randomUUID() + "&_getpagesoffset=20").refusal())
        .isEqualTo("410 expired page-expired");
  }

  @Test
  void ids_come_back_on_every_answer_errors_and_401_included() {
    String request = UUID.randomUUID().toString();
    String correlation = UUID.randomUUID().toString();
    String[] sent = {"X-Request-Id: " + request, "X-Correlation-Id: " + correlation};

    for (Answer answer :
        new Answer[] {
          get("/fhir/Organization?_count=1", sent),
          get("/fhir/Organization/saknas", sent),
          post(organization("A"), sent),
          post("{", sent),
          ask.send("GET", "/fhir/Organization", "", sent)
        }) {
      assertThat(answer.header("X-Request-Id")).isEqualTo(request);
      assertThat(answer.header("X-Correlation-Id")).isEqualTo(correlation);
    }
    assertThat(get("/fhir/Organization", "X-Request-Id: <script>").header("X-Request-Id"))
        .matches("[0-9a-f-]{36}");
  }

  @Test
  void a_search_is_never_kept_and_a_read_is_asked_again() {
    String id = post(organization("A")).json().at("/id").asText();
    String query = "/fhir/Organization?_id=" + id;

    assertThat(get(query).json().at("/entry/0/resource/name").asText()).isEqualTo("A");
    ask.as(
        ADMIN,
        "PUT",
        "/fhir/Organization/" + id,
        organization("B").replace("{\"res", "{\"id\":\"" + id + "\",\"res"));
    assertThat(get(query).json().at("/entry/0/resource/name").asText()).isEqualTo("B");
    assertThat(get(query).header("Cache-Control")).isEqualTo("no-store");
    Answer read = get("/fhir/Organization/" + id);
    assertThat(read.header("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(get("/fhir/Organization/" + id, "If-None-Match: " + read.header("ETag")).status())
        .isEqualTo(304);
  }

  @Test
  void a_change_of_what_many_hands_change_must_name_its_version() {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
    task.addExtension(Canonical.profile("party"), new StringType("region:20"));
    String id = store.create(task).getIdElement().getIdPart();
    String path = "/fhir/Task/" + id;
    String body =
        "{\"resourceType\":\"Task\",\"id\":\""
            + id
            + "\",\"status\":\"requested\",\"intent\":\"order\"}";

    assertThat(ask.as(BROKER, "PUT", path, body).refusal())
        .isEqualTo("428 required if-match-required");
    assertThat(ask.as(BROKER, "PUT", path, body, "If-Match: *").status()).isEqualTo(428);
    assertThat(ask.as(BROKER, "PUT", path, body, "If-Match: W/\"7\"").refusal())
        .isEqualTo("412 conflict stale-version");
  }

  @Test
  void what_is_too_large_is_413_packed_or_not() {
    byte[] large = new byte[11 * 1024 * 1024];
    String token = "Authorization: Bearer " + ask.token(ADMIN);

    assertThat(ask.send("POST", "/fhir/Organization", large, token).status()).isEqualTo(413);
    assertThat(
            ask.send(
                    "POST",
                    "/fhir/Organization",
                    Hostile.packed(new byte[40 * 1024 * 1024]),
                    token,
                    "Content-Encoding: gzip")
                .refusal())
        .isEqualTo("413 too-long payload-too-large");
    assertThat(
            ask.send(
                    "POST",
                    "/fhir/Organization",
                    Hostile.packed(organization("A").getBytes(StandardCharsets.UTF_8)),
                    token,
                    "Content-Encoding: gzip")
                .status())
        .isEqualTo(201);
  }

  @Test
  void long_addresses_are_414_and_large_headers_431() {
    assertThat(get("/fhir/Organization?name=" + "a".repeat(9000)).refusal())
        .isEqualTo("414 too-long uri-too-long");
    assertThat(get("/fhir/Organization", "X-Large: " + "a".repeat(17000)).refusal())
        .isEqualTo("431 too-long headers-too-large");
  }

  @Test
  void types_that_carry_patients_do_not_exist_here() {
    assertThat(get("/fhir/Patient/1").refusal()).isEqualTo("404 not-found not-found");
    assertThat(get("/fhir/Binary/1").refusal()).isEqualTo("404 not-found not-found");
  }

  @Test
  void operations_that_are_hapis_own_affair_do_not_exist_here() {
    assertThat(get("/fhir/Organization/1/$meta").status()).isIn(404, 405);
    assertThat(
            ask.as(ADMIN, "POST", "/fhir/$expunge", "{\"resourceType\":\"Parameters\"}").status())
        .isEqualTo(404);
    assertThat(get("/fhir/_history").status()).isEqualTo(405);
  }

  @Test
  void the_node_tells_what_it_can_do_to_anybody_in_few_words() {
    Answer answer = ask.send("GET", "/fhir/metadata", "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().length()).isLessThan(150_000);
    assertThat(answer.header("Cache-Control")).contains("max-age");
    assertThat(
            ask.send("GET", "/fhir/metadata", "", "If-None-Match: " + answer.header("ETag"))
                .status())
        .isEqualTo(304);
    assertThat(answer.json().at("/instantiates/0").asText()).endsWith("IHE.mCSD.Directory");
    assertThat(answer.body()).contains("find-provider", "vf-healthcare-service");
    assertThat(answer.body()).doesNotContain("\"Patient\"");
    for (JsonNode resource : answer.json().at("/rest/0/resource")) {
      assertThat(resource.at("/conditionalDelete").asText()).isEqualTo("not-supported");
      boolean governed = ServedTypes.GOVERNED.contains(resource.at("/type").asText());
      assertThat(resource.at("/versioning").asText().equals("versioned-update"))
          .isEqualTo(governed);
      assertThat(resource.at("/interaction").toString()).contains("search-type");
      // The history of a type whose resources are somebody's would tell how much others do.
      boolean somebodys =
          Set.of("AuditEvent", "Subscription", "QuestionnaireResponse")
              .contains(resource.at("/type").asText());
      assertThat(resource.at("/interaction").toString().contains("history-type"))
          .isEqualTo(!governed && !somebodys);
    }
  }

  @Test
  void every_operation_that_is_offered_has_its_definition_here() {
    JsonNode rest = ask.send("GET", "/fhir/metadata", "").json().at("/rest/0");
    List<String> offered =
        Stream.concat(
                Stream.of(rest), StreamSupport.stream(rest.at("/resource").spliterator(), false))
            .flatMap(one -> StreamSupport.stream(one.at("/operation").spliterator(), false))
            .map(operation -> operation.at("/definition").asText())
            .filter(definition -> definition.startsWith(Canonical.BASE))
            .toList();

    assertThat(offered).isNotEmpty();
    assertThat(offered)
        .allSatisfy(
            definition ->
                assertThat(get("/fhir/OperationDefinition?url=" + definition).json().at("/total"))
                    .hasToString("1"));
  }

  @Test
  void profiles_and_code_systems_are_found_as_they_are_read() {
    String system = Canonical.codeSystem("case-state");

    JsonNode found = get("/fhir/CodeSystem?url=" + system).json();
    JsonNode page = get("/fhir/StructureDefinition?_count=2&_summary=true&favorit=1").json();
    JsonNode next = get(page.at("/link/1/url").asText().replaceFirst(".*/fhir", "/fhir")).json();

    assertThat(found.at("/total").asInt()).isEqualTo(1);
    assertThat(found.at("/entry/0/resource/url").asText()).isEqualTo(system);
    assertThat(found.at("/entry/0/fullUrl").asText()).endsWith("/fhir/CodeSystem/case-state");
    assertThat(page.at("/entry").size()).as("two, and what was left out").isEqualTo(3);
    assertThat(next.at("/entry").size()).isEqualTo(2);
    assertThat(next.at("/entry/0/resource/id")).isNotEqualTo(page.at("/entry/0/resource/id"));
    assertThat(get("/fhir/CodeSystem?_summary=count").json().has("entry")).isFalse();
    assertThat(get("/fhir/CodeSystem?url=" + system).header("Cache-Control")).isEqualTo("no-store");
    assertThat(get("/fhir/StructureDefinition?type=Task").refusal())
        .isEqualTo("400 invalid bad-parameter");
  }

  @Test
  void others_names_of_a_system_are_taken_and_ours_is_told() {
    String sent = organization("A").replace("urn:oid:2.5.4.97", "urn:oid:1.2.752.29.4.3");
    JsonNode made = post(sent).json();
    String id = made.at("/id").asText();
    String byOther = "/fhir/Organization?identifier=urn:oid:1.2.752.29.4.3|2321000016&_id=" + id;
    String patch =
        "[{\"op\":\"replace\",\"path\":\"/identifier/0/system\",\"value\":\"urn:oid:1.2.752.29.4.3\"}]";

    assertThat(made.at("/identifier/0/system").asText()).isEqualTo("urn:oid:2.5.4.97");
    assertThat(get(byOther).json().at("/total").asInt()).isEqualTo(1);
    assertThat(
            ask.as(
                    ADMIN,
                    "PATCH",
                    "/fhir/Organization/" + id,
                    patch,
                    "Content-Type: application/json-patch+json")
                .json()
                .at("/identifier/0/system")
                .asText())
        .isEqualTo("urn:oid:2.5.4.97");
    assertThat(
            get("/fhir/HealthcareService/$find-provider?code=http://electronichealth.se/id/kva|NGB49"
                    + "&origin=2080&originRegion=20&_count=1")
                .status())
        .isEqualTo(
            get("/fhir/HealthcareService/$find-provider?code=urn:oid:1.2.752.116.1.3.2.1.4|NGB49"
                    + "&origin=2080&originRegion=20&_count=1")
                .status());
    assertThat(
            get("/fhir/CodeSystem/$validate-code?url=http://electronichealth.se/id/kva&code=NGB49")
                .json()
                .at("/parameter/0/valueBoolean")
                .asBoolean())
        .isTrue();
  }

  @Test
  void the_node_tells_of_itself_in_the_ways_there_are() {
    for (String mode : List.of("full", "normative")) {
      assertThat(ask.send("GET", "/fhir/metadata?mode=" + mode, "").json().at("/resourceType"))
          .hasToString("\"CapabilityStatement\"");
    }
    for (String mode : List.of("bogus", "", "full&mode=terminology")) {
      assertThat(ask.send("GET", "/fhir/metadata?mode=" + mode, "").refusal())
          .as(mode)
          .isEqualTo("400 invalid bad-parameter");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "broker-dalarna /fhir/ValueSet/$suggest?filter=knä",
        "broker-dalarna /fhir/ValueSet/$expand?url=https://fhir.vardformedling.example/ValueSet/vardtjanst",
        "broker-dalarna /fhir/ValueSet/vardtjanst/$expand?count=5",
        "broker-dalarna /fhir/CodeSystem/vardtjanst/$validate-code?code=knaprotes",
        "broker-dalarna /fhir/CodeSystem/$lookup?system=urn:oid:1.2.752.116.1.1.1&code=H25.0",
        "broker-dalarna /fhir/ConceptMap/$translate?system=urn:oid:1.2.752.116.1.1.1&code=H25.0",
        "broker-dalarna /fhir/HealthcareService/$find-provider?code=knaprotes&origin=2062&originRegion=20",
        "broker-dalarna /fhir/Contract/avtal-20-goteborg/$volume-status?_format=json",
        "broker-dalarna /fhir/Contract/$applicable?service=koloskopi",
        "broker-dalarna /fhir/Task/$guarantee-limits?_pretty=false",
        "catalogue-admin /fhir/$catalogue-digest?_summary=false",
        "log-reviewer /fhir/AuditEvent/$sample?from=2026-01-01"
      })
  void what_an_operation_does_not_know_is_refused_by_its_name(String asked) {
    String persona = asked.split(" ")[0];
    String path = asked.split(" ")[1].replace("ä", "%C3%A4");
    Answer known = ask.as(persona, "GET", path, "");
    Answer unknown = ask.as(persona, "GET", path + "&favoritfarg=bla", "");

    assertThat(known.status()).as(known.body()).isEqualTo(200);
    assertThat(unknown.refusal()).isEqualTo("400 invalid bad-parameter");
    assertThat(unknown.json().at("/issue/0/expression/0").asText()).isEqualTo("favoritfarg");
    assertThat(unknown.body()).doesNotContain("bla\"");
  }

  @Test
  void what_stands_in_an_operations_body_or_in_a_batch_is_no_more_passed_over() {
    String body =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"filter\",\"valueString\":\"x\"},"
            + "{\"name\":\"favoritfarg\",\"valueString\":\"bla\"}]}";
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":{\"method\":\"GET\","
            + "\"url\":\"ValueSet/$suggest?filter=x&favoritfarg=bla\"}}]}";

    assertThat(ask.as(BROKER, "POST", "/fhir/ValueSet/$suggest", body).refusal())
        .isEqualTo("400 invalid bad-parameter");
    assertThat(
            ask.as(BROKER, "POST", "/fhir", batch.replace("&favoritfarg=bla", ""))
                .json()
                .at("/entry/0/response/status")
                .asText())
        .isEqualTo("200 OK");
    assertThat(
            ask.as(BROKER, "POST", "/fhir", batch)
                .json()
                .at("/entry/0/response/outcome")
                .toString())
        .contains("bad-parameter");
    // What nobody would call a parameter may be anything, somebody's number too.
    assertThat(
            ask.as(BROKER, "GET", "/fhir/ValueSet/$suggest?filter=x&fargen7=bla", "")
                .json()
                .at("/issue/0/expression")
                .isMissingNode())
        .isTrue();
  }

  @Test
  void the_node_tells_which_terminology_it_has() {
    JsonNode answer = ask.send("GET", "/fhir/metadata?mode=terminology", "").json();

    assertThat(answer.at("/resourceType").asText()).isEqualTo("TerminologyCapabilities");
    assertThat(answer.toString()).contains(Canonical.codeSystem("vardtjanst"));
  }

  private Answer get(String path, String... headers) {
    return ask.as(ADMIN, "GET", path, "", headers);
  }

  private Answer post(String body, String... headers) {
    return ask.as(ADMIN, "POST", "/fhir/Organization", body, headers);
  }

  private static String organization(String name) {
    return "{\"resourceType\":\"Organization\",\"name\":\""
        + name
        + "\",\"identifier\":[{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"2321000016\"}]}";
  }

  @Test
  void near_is_a_circle_and_not_a_box() {
    for (String place : List.of("61.2,17.4", "60.0,15.0")) {
      String[] at = place.split(",");
      Location location = new Location();
      location.setName("Prov " + place).setStatus(Location.LocationStatus.ACTIVE);
      location.setManagingOrganization(new Reference("Organization/unit-falun"));
      location.getPosition().setLatitude(new BigDecimal(at[0])).setLongitude(new BigDecimal(at[1]));
      store.create(location);
    }

    // The second is 188 km away, inside the box of 150 km but not inside the circle.
    String found = get("/fhir/Location?near=60.0|15.0|150|km&name=Prov").body();
    String farther = get("/fhir/Location?near=60.0|15.0|190|km&name=Prov").body();

    assertThat(found).contains("Prov 60.0,15.0").doesNotContain("Prov 61.2,17.4");
    assertThat(farther).contains("Prov 60.0,15.0", "Prov 61.2,17.4");
    // A degree to the east is half as long as one to the north up here.
    String sorted = "/fhir/Location?near=60.0|15.9|190|km&name=Prov&_sort=near";
    List<String> names = new ArrayList<>();
    get(sorted).json().at("/entry").forEach(e -> names.add(e.at("/resource/name").asText()));
    assertThat(names).containsExactly("Prov 60.0,15.0", "Prov 61.2,17.4");
    JsonNode first = get(sorted + "&_count=1").json();
    assertThat(first.at("/total").asInt()).isEqualTo(2);
    assertThat(first.at("/entry").size()).isEqualTo(1);
    String next = first.at("/link/1/url").asText().replaceFirst(".*/fhir", "/fhir");
    assertThat(get(next).json().at("/entry/0/resource/name").asText()).isEqualTo("Prov 61.2,17.4");
    assertThat(get("/fhir/Location?_sort=near").refusal()).isEqualTo("400 invalid bad-parameter");
    assertThat(get("/fhir/HealthcareService?location.near=60.6|15.6|30|km").status())
        .isEqualTo(200);
  }
}
