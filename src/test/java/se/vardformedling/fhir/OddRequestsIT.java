package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

/** Requests with which a node once failed instead of saying what is wrong. */
@NodeIT
class OddRequestsIT {
  private static final String ADMIN = "catalogue-admin";
  private static final String QUESTION =
      "/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2062&originRegion=20";

  @LocalServerPort int port;
  private Api api;
  private Asking ask;

  @BeforeEach
  void client() {
    api = new Api(port);
    ask = new Asking(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e2147483647", ".5e2147483647", "１e2147483647", "1e20000000"})
  void a_number_too_large_to_be_written_out_is_refused_as_a_text_too(String number) {
    Api.Answer answer =
        api.post(
            ADMIN,
            "/fhir/Practitioner",
            """
            {"resourceType":"Practitioner","name":[{"family":"Testsson"}],
             "extension":[{"url":"urn:x","valueDecimal":"%s"}]}"""
                .formatted(number));

    assertThat(said(answer)).isEqualTo("400 malformed-body");
  }

  @Test
  void a_search_that_shows_only_a_part_says_that_there_is_more() {
    Cases cases = new Cases(api);
    cases.selected();
    cases.selected();
    int all = tasks(200);
    assertThat(all).isGreaterThan(6);
    for (int count = 2; count <= 6; count++) {
      Api.Answer answer = api.get("broker-dalarna", "/fhir/Task?_count=" + count);

      assertThat(answer.body()).as("_count=" + count).contains("\"relation\":\"next\"");
    }
  }

  private int tasks(int most) {
    return api.get("broker-dalarna", "/fhir/Task?_count=" + most).body().split("\"fullUrl\"").length
        - 1;
  }

  @Test
  void a_comment_is_neither_answered_with_nor_kept() {
    Api.Answer answer =
        api.send(
            ADMIN,
            "POST",
            "/fhir/Practitioner",
            "application/fhir+xml",
            """
            <Practitioner xmlns="http://hl7.org/fhir"><!-- Anna Testsson 191212121212 -->
             <name><!-- 191212121212 --><family value="Testsson"/></name></Practitioner>""",
            "Accept",
            "application/fhir+xml");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("Testsson").doesNotContain("Anna", "1912");
  }

  @Test
  void a_place_outside_the_earth_is_refused() {
    Api.Answer answer =
        api.post(
            ADMIN,
            "/fhir/Location",
            """
            {"resourceType":"Location","status":"active","name":"Ingenstans",
             "managingOrganization":{"reference":"Organization/unit-mora"},
             "position":{"latitude":999,"longitude":999}}""");

    assertThat(said(answer)).isEqualTo("422 value-invalid");
  }

  @Test
  void a_need_whose_code_has_a_system_alone_is_refused() {
    Api.Answer answer =
        api.post(
            "referrer-dalarna",
            "/fhir/ServiceRequest",
            Needs.knee().replace(",\"code\":\"NGB49\"", ""));

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "-1", "99999999999999999999", ";;;", "' or 1=1--"})
  void a_condition_that_is_no_date_is_passed_over(String date) {
    Api.Answer answer = api.get(ADMIN, "/fhir/Organization/unit-mora", "If-Modified-Since", date);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void parameters_without_sense_are_refused() {
    for (String address :
        List.of(
            QUESTION + "&maxPrice=1e2147483647",
            "/fhir/Location?near:exact=60.6%7C15.6%7C10%7Ckm",
            "/fhir/Location?near:Patient.name=x")) {
      Api.Answer answer = api.get("broker-dalarna", address);

      assertThat(said(answer)).as(address).isEqualTo("400 bad-parameter");
    }
    for (String asked :
        List.of(
            "from=", "from=2026-01-01&to=", "from=2026-01-01&size=x", "from=2026-01-01&size=")) {
      Api.Answer answer = api.get("log-reviewer", "/fhir/AuditEvent/$sample?" + asked);

      assertThat(said(answer)).as(asked).isEqualTo("400 bad-parameter");
    }
    assertThat(api.get("log-reviewer", "/fhir/AuditEvent/99999999999999999999").status())
        .isEqualTo(404);
  }

  @Test
  void what_is_said_in_the_address_and_in_the_body_is_taken_together() {
    String body =
        """
        {"resourceType":"Parameters","parameter":[{"name":"%s","valueString":"%s"}]}""";

    Api.Answer both = api.post("broker-dalarna", QUESTION, body.formatted("code", "katarakt"));
    Api.Answer twice = api.post("broker-dalarna", QUESTION, body.formatted("origin", "1480"));

    assertThat(both.status()).as(both.body()).isEqualTo(200);
    assertThat(said(twice)).isEqualTo("400 bad-parameter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir;x=y/Organization",
        "/fhir/;x=y/Organization",
        "/fhir/Organization;x=y",
        "/fhir/Organization/unit-mora;x=y"
      })
  void an_address_with_a_semicolon_is_refused(String path) {
    assertThat(said(ask.as(ADMIN, "GET", path, ""))).isEqualTo("400 bad-parameter");
  }

  @Test
  void a_body_in_parts_that_are_none_is_refused_as_one_that_cannot_be_read() {
    for (String parts :
        List.of("zz\r\n{}\r\n0\r\n\r\n", "2\r\n{}{}\r\n0\r\n\r\n", "-1\r\n{}\r\n")) {
      Answer answer = raw("POST /fhir/Organization", "Transfer-Encoding: chunked", parts);

      assertThat(said(answer)).as(parts).isEqualTo("400 malformed-body");
      outcome(answer);
    }
    assertThat(
            ask.raw(
                    ("POST /signin/demo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\nzz\r\na=b\r\n0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8))
                .status())
        .isBetween(400, 499);
  }

  @Test
  void a_host_that_is_no_name_is_refused() {
    String body = "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"Testsson\"}]}";
    for (String path : List.of("/fhir/Practitioner", "/fhir/$nosuch", "/signin")) {
      Answer longest = hosted("POST " + path, "a".repeat(9_000), body);
      assertThat(said(longest)).as(path).isEqualTo("400 bad-header");
      outcome(longest);
    }
    for (String host :
        List.of("191212121212.example", "191212121212", "19121212-1212.example:8080")) {
      Answer numbered = hosted("POST /fhir/Practitioner", host, body);
      assertThat(said(numbered)).as(host).isEqualTo("422 phi-detected");
      assertThat(numbered.headers().toString() + numbered.body()).doesNotContain("191212");
    }
    for (String host : List.of("a".repeat(60) + ".example", "127.0.0.1:8080", "[::1]:8080")) {
      assertThat(hosted("POST /fhir/Practitioner", host, body).status()).as(host).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Organization?_has:::=x",
        "Organization?_has:::::=x",
        "Organization?_has=x",
        "Organization?_has:=x",
        "Organization?_has:Location=x",
        "Organization?_has:Location::name=x",
        "Organization?_has:Location:organization=x",
        "Organization?_has:Location:organization:=x",
        "Organization?_has:location:organization:name=x",
        "Organization?_has.Location.organization.name=x",
        "Organization?_has:Location:organization:_has:::=x",
        "Organization?_has:Location:organization:near=x",
        "PractitionerRole?location.near=x",
        "PractitionerRole?service.location.near=60%7C15%7C10%7Ckm"
      })
  void a_search_by_what_refers_that_lacks_a_part_is_refused(String asked) {
    assertThat(said(ask.as("broker-dalarna", "GET", "/fhir/" + asked, "")))
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void a_whole_search_by_what_refers_is_answered() {
    for (String asked :
        List.of(
            "Organization?_has:Location:organization:name=Mora",
            "Location?_has:HealthcareService:location:organization.name=Mora")) {
      assertThat(ask.as(ADMIN, "GET", "/fhir/" + asked, "").status()).as(asked).isEqualTo(200);
    }
  }

  @Test
  void a_patch_that_is_no_json_patch_is_refused_in_a_bundle_as_by_itself() {
    String operation =
        """
        {"resourceType":"Parameters","parameter":[{"name":"operation","part":[
         {"name":"type","valueCode":"replace"},{"name":"path","valueString":"Organization.active"},
         {"name":"value","valueBoolean":false}]}]}""";
    String whole = "{\"resourceType\":\"Organization\",\"active\":false}";
    String file =
        "{\"resourceType\":\"Binary\",\"contentType\":\"application/json-patch+json\","
            + "\"data\":\"W10=\"}";

    for (String patch : List.of(operation, whole)) {
      assertThat(said(entry("PATCH", "Organization/unit-mora", patch, "")))
          .isEqualTo("415 unsupported-media-type");
    }
    // The national node takes no file that it cannot read, whatever it says it is.
    assertThat(said(entry("PATCH", "Organization/unit-mora", file, "")))
        .isEqualTo("422 phi-detected");
    assertThat(said(ask.as(ADMIN, "PATCH", "/fhir/Organization/unit-mora", operation)))
        .isEqualTo("415 unsupported-media-type");
  }

  @Test
  void what_an_entry_says_of_its_resource_does_not_contradict_its_request() {
    String one = "{\"resourceType\":\"Practitioner\",\"id\":\"odd-1\"}";
    String address = "Practitioner/odd-1";

    assertThat(said(entry("PUT", address, one, ",\"ifNoneMatch\":\"abc\"")))
        .isEqualTo("400 bad-header");
    assertThat(
            said(
                ask.as(
                    ADMIN,
                    "POST",
                    "/fhir",
                    bundle("PUT", address, one, "")
                        .replace(
                            "{\"resource\":",
                            "{\"fullUrl\":\"http://a/Practitioner/b\",\"resource\":"))))
        .isEqualTo("400 bad-parameter");
    assertThat(entry("PUT", address, one, ",\"ifNoneMatch\":\"*\"").status()).isEqualTo(200);
  }

  @Test
  void what_tomcat_refuses_has_no_page_and_a_reference() {
    assertThat(said(raw("POST /fhir/Organization", "Transfer-Encoding: frob", "")))
        .isEqualTo("501 bad-header");
    for (String request :
        List.of(
            "CONNECT a.example:1 HTTP/1.1\r\nHost: a.example:1\r\n\r\n",
            "GET /fhir/Organization HTTP/9.9\r\nHost: localhost\r\n\r\n",
            "GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\nX-A: "
                + "a".repeat(70_000)
                + "\r\n\r\n",
            "GET /fhir/metadata HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n",
            "\u0016\u0003\u0001\r\n\r\n")) {
      Answer answer = ask.raw(request.getBytes(StandardCharsets.ISO_8859_1));

      assertThat(answer.status()).isBetween(400, 505);
      outcome(answer);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PROPFIND", "FROB", "OPTIONS"})
  void a_method_that_is_none_of_ours_is_not_allowed(String method) {
    for (String path : List.of("/fhir/Organization/unit-mora", "/fhir/Organization")) {
      Answer answer = ask.as(ADMIN, method, path, "");

      assertThat(said(answer)).as(path).isEqualTo("405 method-not-allowed");
      assertThat(answer.header("Allow")).contains("GET");
    }
  }

  @Test
  void a_version_is_expected_of_no_case_that_is_not_there() {
    for (String type : List.of("Task", "ServiceRequest")) {
      String one = "{\"resourceType\":\"" + type + "\",\"id\":\"nosuch1\"}";
      String path = "/fhir/" + type + "/nosuch1";

      assertThat(said(ask.as("broker-dalarna", "PUT", path, one, "If-Match: W/\"1\"")))
          .isEqualTo("412 stale-version");
      assertThat(said(ask.as("broker-dalarna", "PUT", path, one))).isEqualTo("404 not-found");
    }
    String need = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee()).id();
    String others = "{\"resourceType\":\"ServiceRequest\",\"id\":\"" + need + "\"}";
    // Who may not see it is told what is told of one that never was.
    assertThat(
            said(
                ask.as(
                    "provider-falun",
                    "PUT",
                    "/fhir/ServiceRequest/" + need,
                    others,
                    "If-Match: W/\"1\"")))
        .isIn("412 stale-version", "403 actor-not-allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "\"contained\":[null] § 400 malformed-body",
        "\"name\":[{\"family\":5}] § 400 malformed-body",
        "\"active\":\"false\" § 400 malformed-body",
        "\"extension\":[{\"url\":\"urn:x\",\"valueString\":\"a\",\"valueCode\":\"b\"}] § 400 malformed-body",
        "\"modifierExtension\":[{\"url\":\"urn:x\",\"valueString\":\"a\"}] § 400 unknown-element",
        "\"implicitRules\":\"urn:x\" § 400 unknown-element",
        "\"text\":{\"status\":\"generated\",\"div\":\"<div><img src='javascript:a'/></div>\"} § 422 profile-violated",
        "\"contained\":[{\"resourceType\":\"Location\",\"id\":\"a\"},{\"resourceType\":\"Location\",\"id\":\"a\"}] § 400 malformed-body"
      })
  void what_would_be_dropped_or_read_as_something_else_is_refused(String element, String refusal) {
    String body = "{\"resourceType\":\"Practitioner\"," + element + "}";

    assertThat(said(ask.as(ADMIN, "POST", "/fhir/Practitioner", body))).isEqualTo(refusal);
  }

  @Test
  void a_patch_of_all_that_is_said_of_a_resource_is_refused() {
    String path = "/fhir/Organization/unit-mora";
    String patch = "[{\"op\":\"replace\",\"path\":\"/meta\",\"value\":%s}]";
    String type = "Content-Type: application/json-patch+json";

    for (String meta : List.of("{}", "{\"versionId\":\"9\"}", "{\"source\":\"urn:x\"}")) {
      assertThat(said(ask.as(ADMIN, "PATCH", path, patch.formatted(meta), type)))
          .as(meta)
          .isEqualTo("422 value-invalid");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"extension\":[null]",
        "\"extension\":[1]",
        "\"extension\":[\"x\"]",
        "\"extension\":[true]",
        "\"extension\":[[]]",
        "\"extension\":[[{}]]",
        "\"extension\":{}",
        "\"extension\":\"\"",
        "\"extension\":null",
        "\"extension\":[]",
        "\"name\":null",
        "\"name\":[]",
        "\"name\":[{\"given\":[]}]",
        "\"active\":null",
        "\"active\":{}",
        "\"name\":[{}]",
        "\"qualification\":[null]",
        "\"telecom\":[{\"value\":\"1\"},null]",
        "\"_birthDate\":{\"extension\":[null]}",
        "\"name\":[{\"family\":\"Testsson\",\"extension\":{}}]",
        "\"extension\":[{\"url\":\"urn:x\",\"extension\":[null]}]",
        "\"extension\":[{\"url\":\"urn:x\",\"extension\":\"\"}]",
        "\"extension\":[{\"url\":\"urn:x\",\"valueString\":{}}]",
        "\"extension\":[{\"url\":\"urn:x\",\"valueCoding\":{\"code\":{}}}]",
        "\"extension\":[{\"url\":{},\"valueString\":\"a\"}]",
        "\"identifier\":[{\"system\":{},\"value\":\"a\"}]",
        "\"contained\":[{\"resourceType\":\"\",\"id\":\"c\"}]",
        "\"contained\":[{\"id\":\"c\"}]",
        "\"contained\":[[]]",
        "\"contained\":{}"
      })
  void what_is_no_object_where_one_must_stand_is_refused(String element) {
    String body = "{\"resourceType\":\"Practitioner\"," + element + "}";

    assertThat(said(ask.as(ADMIN, "POST", "/fhir/Practitioner", body)))
        .isEqualTo("400 malformed-body");
    assertThat(said(entry("POST", "Practitioner", body, ""))).isEqualTo("400 malformed-body");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{\"resourceType\":\"\"}",
        "{\"resourceType\":null}",
        "{\"resourceType\":1}",
        "{}",
        "[null]",
        "[[null]]",
        "\"\"",
        "7"
      })
  void an_entry_or_a_parameter_whose_resource_is_none_is_refused(String resource) {
    assertThat(said(entry("POST", "Location", resource, ""))).isEqualTo("400 malformed-body");
    String parameter =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"%s\",\"resource\":%s}]}";
    assertThat(
            said(
                ask.as(
                    "broker-dalarna",
                    "POST",
                    "/fhir/ValueSet/$expand",
                    parameter.formatted("valueSet", resource))))
        .isEqualTo("400 malformed-body");
    assertThat(
            said(ask.as("broker-dalarna", "POST", QUESTION, parameter.formatted("need", resource))))
        .isEqualTo("400 malformed-body");
  }

  @Test
  void extensions_of_an_entry_or_a_parameter_are_objects_too() {
    String bundle = bundle("POST", "Practitioner", "{\"resourceType\":\"Practitioner\"}", "");
    String parameters =
        "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"code\",\"extension\":[null]}]}";

    assertThat(
            said(
                ask.as(
                    ADMIN,
                    "POST",
                    "/fhir",
                    bundle.replace("\"request\":", "\"extension\":[1],\"request\":"))))
        .isEqualTo("400 malformed-body");
    assertThat(said(ask.as("broker-dalarna", "POST", QUESTION, parameters)))
        .isEqualTo("400 malformed-body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "/extension § [null]",
        "/extension § {}",
        "/extension § [[{}]]",
        "/extension/0 § null",
        "/extension/- § 1",
        "/identifier/0/extension § [null]",
        "/identifier/0/system § {}",
        "/_name § {\"extension\":[null]}",
        "/contained § [null]"
      })
  void a_patch_puts_no_other_thing_where_an_object_must_stand(String path, String value) {
    for (String kind : List.of("add", "replace")) {
      String patch = "[{\"op\":\"%s\",\"path\":\"%s\",\"value\":%s}]".formatted(kind, path, value);
      String type = "Content-Type: application/json-patch+json";

      assertThat(said(ask.as(ADMIN, "PATCH", "/fhir/Organization/unit-mora", patch, type)))
          .isEqualTo("400 malformed-body");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "HealthcareService § {\"url\":\"%sacceptance\"}",
        "HealthcareService § {\"url\":\"%sacceptance\",\"extension\":[{\"url\":\"low\",\"valueInteger\":1}]}",
        "HealthcareService § {\"url\":\"%sacceptance\",\"extension\":[{\"url\":\"code\"}]}",
        "HealthcareService § {\"url\":\"%scapacity-status\"}",
        "HealthcareService § {\"url\":\"%scapacity-status\",\"extension\":[{\"url\":\"until\",\"valueDate\":\"2027-01-01\"}]}",
        "Location § {\"url\":\"%smunicipality\"}",
        "Location § {\"url\":\"%smunicipality\",\"valueString\":\"2062\"}",
        "Location § {\"url\":\"urn:x\"}",
        "Location § {\"url\":\"urn:x\",\"valueString\":\"a\",\"extension\":[{\"url\":\"urn:y\",\"valueString\":\"a\"}]}"
      })
  void an_extension_without_what_it_must_have_is_refused(String type, String extension) {
    String body =
        """
        {"resourceType":"%s","name":"Prov","extension":[%s],"%s":{"reference":"Organization/unit-mora"}%s}"""
            .formatted(
                type,
                extension.formatted("https://fhir.vardformedling.example/StructureDefinition/"),
                type.equals("Location") ? "managingOrganization" : "providedBy",
                type.equals("Location")
                    ? ",\"status\":\"active\""
                    : ",\"active\":true,\"location\":[{\"reference\":\"Location/loc-mora\"}],"
                        + "\"type\":[{\"coding\":[{\"system\":"
                        + "\"https://fhir.vardformedling.example/CodeSystem/vardtjanst\",\"code\":\"knaprotes\"}]}]");

    Answer answer = ask.as(ADMIN, "POST", "/fhir/" + type, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.code()).isIn("profile-violated", "required-element", "value-invalid");
    assertThat(answer.body()).contains("\"expression\":[\"");
  }

  @Test
  void a_price_model_of_an_agreement_has_a_value() {
    String controller = "controller-dalarna";
    String id =
        api.get(controller, "/fhir/Contract?_count=1")
            .first("\"resource\":\\{\"resourceType\":\"Contract\",\"id\":\"([^\"]*)\"");
    Api.Answer now = api.get(controller, "/fhir/Contract/" + id);
    String bare = now.body().replaceAll("(price-model\"),\"valueCode\":\"[^\"]*\"", "$1");
    assertThat(bare).isNotEqualTo(now.body());

    Answer answer =
        ask.as(
            controller,
            "PUT",
            "/fhir/Contract/" + id,
            bare,
            "If-Match: W/\"" + now.first("\"versionId\":\"(\\d+)\"") + "\"");

    assertThat(said(answer)).isEqualTo("422 profile-violated");
    assertThat(answer.body()).contains("Contract.term[0].asset[0].extension");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Organization?name:contains=mora",
        "Organization?partof:Organization.name:contains=mora",
        "Organization?_has:Location:organization:name:contains=mora",
        "Organization?identifier:of-type=http://a%7Cb%7Cc",
        "Organization?_contained=true",
        "Organization?_contained=both"
      })
  void a_kind_of_search_that_is_not_offered_is_refused(String asked) {
    assertThat(said(ask.as("broker-dalarna", "GET", "/fhir/" + asked, "")))
        .isEqualTo("400 bad-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=", "name", "name=&name=", "_id=", "partof:Organization.name="})
  void an_empty_search_parameter_is_left_out_and_told_of(String empty) {
    String path = "/fhir/Organization?_count=2&" + empty;

    Answer answer = ask.as("broker-dalarna", "GET", path, "");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"resourceType\":\"Organization\"", "\"mode\":\"outcome\"");
    assertThat(said(ask.as("broker-dalarna", "GET", path, "", "Prefer: handling=strict")))
        .isEqualTo("400 bad-parameter");
    String batch =
        "{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"request\":"
            + "{\"method\":\"GET\",\"url\":\"Organization?%s\"}}]}";
    assertThat(ask.as("broker-dalarna", "POST", "/fhir", batch.formatted(empty)).body())
        .contains("\"resourceType\":\"Organization\"");
  }

  @Test
  void what_is_declared_to_be_searched_by_is_searched_by() {
    for (var type : ask.as(ADMIN, "GET", "/fhir/metadata", "").json().at("/rest/0/resource")) {
      for (var parameter : type.at("/searchParam")) {
        if (!parameter.has("definition")) {
          // Computed, of codes of its own.
          continue;
        }
        String name = parameter.path("name").asText();
        String value =
            switch (parameter.path("type").asText()) {
              case "date" -> "2026-01-01";
              case "number" -> "1";
              default -> name.equals("near") ? "60%7C15%7C10%7Ckm" : "0";
            };
        String reader = type.path("type").asText().equals("AuditEvent") ? "log-reviewer" : ADMIN;
        String path = "/fhir/" + type.path("type").asText() + "?" + name + "=" + value;

        assertThat(ask.as(reader, "GET", path, "").status()).as(path).isIn(200, 403);
      }
    }
  }

  @Test
  void an_id_is_not_chosen_for_an_agreement() {
    String one = "{\"resourceType\":\"Contract\",\"id\":\"avtal-prov-a\"}";
    String path = "/fhir/Contract/avtal-prov-a";

    assertThat(said(ask.as("controller-dalarna", "PUT", path, one))).isEqualTo("404 not-found");
    assertThat(said(ask.as("controller-dalarna", "PUT", path, one, "If-None-Match: *")))
        .isEqualTo("404 not-found");
  }

  @Test
  void a_reason_of_another_code_system_than_the_step_s_is_refused() {
    Cases cases = new Cases(api);
    String task = cases.registered();
    cases.step(Cases.BROKER, task, "claim", "");
    String other = Needs.reason("cancel-reason", "not-covered");

    assertThat(said(cases.step(Cases.BROKER, task, "decline", other)))
        .isEqualTo("422 code-invalid");
    assertThat(
            said(
                cases.step(
                    Cases.BROKER,
                    task,
                    "decline",
                    other.replaceAll("https[^\"]*cancel-reason", "urn:x"))))
        .isEqualTo("422 code-invalid");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "Organization § \"name\":\"Prov\",\"identifier\":[{\"system\":\"urn:oid:1.2.752.29.4.19\",\"_value\":DA}]",
        "Organization § \"name\":\"Prov\",\"_active\":DA,\"identifier\":[{\"system\":\"urn:x\",\"value\":\"a\"}]",
        "Organization § \"_name\":DA,\"identifier\":[{\"system\":\"urn:x\",\"value\":\"a\"}]",
        "Location § \"_name\":DA,\"status\":\"active\",\"managingOrganization\":{\"reference\":\"Organization/unit-mora\"}",
        "Location § \"name\":\"Prov\",\"managingOrganization\":{\"reference\":\"Organization/unit-mora\"},\"position\":{\"_latitude\":DA,\"longitude\":14.5}",
        "HealthcareService § \"_active\":DA,\"providedBy\":{\"reference\":\"Organization/unit-mora\"}",
        "ServiceRequest § \"status\":\"active\",\"requisition\":{\"system\":\"https://fhir.vardformedling.example/sid/case-id\",\"_value\":DA}",
        "Contract § \"applies\":{\"_start\":DA}"
      })
  void what_is_said_to_be_unknown_is_taken_or_refused(String type, String elements) {
    String unknown =
        "{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\","
            + "\"valueCode\":\"unknown\"}]}";
    String persona =
        type.equals("ServiceRequest")
            ? "referrer-dalarna"
            : type.equals("Contract") ? "controller-dalarna" : ADMIN;

    Answer answer =
        ask.as(
            persona,
            "POST",
            "/fhir/" + type,
            "{\"resourceType\":\"" + type + "\"," + elements.replace("DA", unknown) + "}");

    assertThat(answer.status()).as(answer.body()).isIn(201, 400, 403, 422);
  }

  @Test
  void a_measure_without_a_value_is_no_parameter() {
    String parameter =
        """
        {"resourceType":"Parameters","parameter":[{"name":"maxDistance","valueQuantity":{"_value":{
         "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}}]}""";

    assertThat(said(ask.as("broker-dalarna", "POST", QUESTION, parameter)))
        .isEqualTo("400 bad-parameter");
  }

  @Test
  void other_names_of_systems_are_read_in_a_transaction_and_in_a_condition() {
    String one =
        "{\"resourceType\":\"Organization\",\"name\":\"Prov\",\"identifier\":[{\"system\":"
            + "\"urn:oid:1.2.752.129.2.1.4.1\",\"value\":\"%s\"}]}";
    String hsaId = "TSTNMT2321000156-ODD1";

    assertThat(said(entry("POST", "Organization", one.formatted("bogus"), "")))
        .isEqualTo("422 value-invalid");
    Answer made = entry("POST", "Organization", one.formatted(hsaId), "");
    assertThat(made.status()).as(made.body()).isEqualTo(200);
    Answer again =
        ask.as(
            ADMIN,
            "POST",
            "/fhir/Organization",
            one.formatted(hsaId),
            "If-None-Exist: identifier=urn:oid:1.2.752.129.2.1.4.1|" + hsaId);
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    Answer byCondition =
        ask.as(
            ADMIN,
            "PUT",
            "/fhir/Organization?identifier=urn:oid:1.2.752.129.2.1.4.1%7C" + hsaId,
            one.formatted(hsaId)
                .replace("Prov", "Prov igen")
                .replace("}]}", "}],\"active\":false}"));
    assertThat(byCondition.status()).as(byCondition.body()).isEqualTo(200);
  }

  @Test
  void a_task_that_lacks_what_it_must_have_is_told_which() {
    Cases cases = new Cases(api);
    String task = cases.registered();
    String whole = Needs.inquiry(task, "goteborg-knaprotes");
    for (String left : List.of("intent", "partOf", "focus")) {
      String lacking =
          whole.replaceFirst(
              "\"" + left + "\":(\"[^\"]*\"|\\[\\{[^\\]]*\\]|\\{[^}]*\\})", "\"language\":\"sv\"");
      Answer answer = ask.as(Cases.BROKER, "POST", "/fhir/Task", lacking);

      assertThat(said(answer)).as(lacking).isEqualTo("422 required-element");
      assertThat(answer.body()).contains("\"Task." + left + "\"");
    }
  }

  private Answer entry(String method, String url, String resource, String more) {
    return ask.as(ADMIN, "POST", "/fhir", bundle(method, url, resource, more));
  }

  private static String bundle(String method, String url, String resource, String more) {
    return """
    {"resourceType":"Bundle","type":"transaction","entry":[
     {"resource":%s,"request":{"method":"%s","url":"%s"%s}}]}"""
        .formatted(resource, method, url, more);
  }

  /** With a token, and a body as it is. */
  private Answer raw(String line, String header, String body) {
    String head =
        "%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/fhir+json\r\n%s\r\n\r\n%s";
    return ask.raw(
        head.formatted(line, ask.token(ADMIN), header, body).getBytes(StandardCharsets.UTF_8));
  }

  private Answer hosted(String line, String host, String body) {
    String head =
        "%s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
            + "Content-Type: application/fhir+json\r\nContent-Length: %d\r\n\r\n%s";
    return ask.raw(
        head.formatted(line, host, ask.token(ADMIN), body.length(), body)
            .getBytes(StandardCharsets.UTF_8));
  }

  private static void outcome(Answer answer) {
    assertThat(answer.body()).contains("OperationOutcome", "vf-error").doesNotContain("<html");
    assertThat(answer.header("X-Request-Id")).matches("[0-9a-f-]{36}");
  }

  private static String said(Answer answer) {
    return answer.status() + " " + answer.code();
  }

  private static String said(Api.Answer answer) {
    return answer.status() + " " + answer.first("vf-error\",\"code\":\"([^\"]*)\"");
  }
}
