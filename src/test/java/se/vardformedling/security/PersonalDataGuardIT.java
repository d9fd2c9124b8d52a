package se.vardformedling.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

@NodeIT
class PersonalDataGuardIT {
  private static final String CANARY = "191212121212";
  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"191212121212\"}],",
        "\"identifier\":[{\"system\":\"http://electronichealth.se/identifier/personnummer\",\"value\":\"191212121212\"}],",
        "\"locationCode\":[{\"text\":\"hos 19121212-1212\"}],",
        "\"quantityQuantity\":{\"unit\":\"121212-1212\"},",
        "\"instantiatesUri\":[\"urn:x:191212121212\"],",
        "\"supportingInfo\":[{\"display\":\"1912 1212 1212\"}],",
        "\"identifier\":[{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"1212121212\"}],",
        "\"category\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"1212121212\"}]}],"
      })
  void a_need_that_carries_a_number_anywhere_is_refused_by_place_and_never_by_value(
      String element) {
    Api.Answer answer =
        api.post(
            "referrer-dalarna",
            "/fhir/ServiceRequest",
            Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", element));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("phi-detected");
    assertThat(answer.body()).contains("\"expression\":[\"ServiceRequest.").doesNotContain("1212");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"locationCode\":[{\"text\":\"Anna, Storgatan 3\"}],",
        "\"supportingInfo\":[{\"display\":\"Anna\"}],",
        "\"bodySite\":[{\"text\":\"Annas knä\"}],",
        "\"performer\":[{\"display\":\"Anna\"}],",
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"Anna Andersson\"}],",
        "\"supportingInfo\":[{\"identifier\":{\"value\":\"Anna Andersson\"}}],",
        "\"category\":[{\"coding\":[{\"system\":\"http://x.example\",\"code\":\"Anna Andersson\"}]}],",
        "\"quantityQuantity\":{\"unit\":\"Anna\"},",
        "\"quantityQuantity\":{\"value\":1,\"system\":\"http://unitsofmeasure.org\",\"code\":\"Anna\"},",
        "\"bodySite\":[{\"coding\":[{\"system\":\"https://mora.example/own\",\"code\":\"Anna\"}]}],",
        "\"bodySite\":[{\"coding\":[{\"code\":\"Anna\"}]}],",
        "\"bodySite\":[{\"coding\":[{\"system\":\"urn:Anna\"}]}],",
        "\"performerType\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"Anna\"}]},",
        "\"meta\":{\"tag\":[{\"system\":\"https://mora.example/own\",\"code\":\"Anna\"}]},",
        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"Anna\"}]},",
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"Anna\"}],",
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"Anna-1952\"}],",
        "\"instantiatesUri\":[\"urn:Anna\"],",
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"Eva 520304\"}],",
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\"1912:12:12:1212\"}],",
        "\"language\":\"Anna\",",
        "\"language\":\"eva\",",
        "\"supportingInfo\":[{\"reference\":\"Patient/1\"}],",
        "\"supportingInfo\":[{\"reference\":\"Organization/Anna\"}],",
        "\"supportingInfo\":[{\"reference\":\"DocumentReference/Anna\"}],",
        "\"reasonReference\":[{\"reference\":\"Condition/Anna\"}],",
        "\"relevantHistory\":[{\"reference\":\"Provenance/Anna\"}],",
        "\"performer\":[{\"reference\":\"Organization/Anna\"}],",
        "\"orderDetail\":[{\"id\":\"Anna\"}],",
        "\"supportingInfo\":[{\"reference\":\"https://mora.example/Patient/Anna\"}],",
        "\"modifierExtension\":[{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/Anna\",\"valueInteger\":1}],",
        "\"note\":[{\"text\":\"Anna\"}],",
        "\"patientInstruction\":\"Hej Anna\",",
        "\"doNotPerform\":false,\"_doNotPerform\":{\"extension\":[{\"url\":\"http://x.example/n\",\"valueString\":\"Anna\"}]},",
        "\"modifierExtension\":[{\"url\":\"http://x.example/n\",\"valueString\":\"Anna\"}],",
        "\"orderDetail\":[{\"extension\":[{\"url\":\"http://x.example/n\",\"valueAttachment\":{\"title\":\"Anna\"}}]}],",
        "\"orderDetail\":[{\"extension\":[{\"url\":\"http://x.example/n\",\"valueBase64Binary\":\"QW5uYQ==\"}]}],"
      })
  void a_need_has_no_place_for_a_name(String element) {
    Api.Answer answer =
        api.post(
            "referrer-dalarna",
            "/fhir/ServiceRequest",
            Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", element));

    assertThat(answer.status()).as(answer.body()).isIn(400, 422);
    assertThat(answer.body()).doesNotContain("Anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RS-2026-00017",
        "RS10001234567",
        "REMISS-2026-123",
        "COSMIC-99812",
        "6f1c2d3e-aaaa-4bbb-8ccc-deadbeef0001",
        "urn:uuid:6f1c2d3e-aaaa-4bbb-8ccc-deadbeef0001",
        "6f1c2d3eaaaa4bbb8cccdeadbeefcafe",
        "01HZXQKABCDEFGHJKMNPQRSTVW",
        "urn:oid:1.2.752.1"
      })
  void an_order_has_the_number_that_its_system_gave_it(String number) {
    String identifier =
        "\"identifier\":[{\"system\":\"https://mora.example/remiss\",\"value\":\""
            + number
            + "\"}],";

    Api.Answer answer =
        api.post(
            "referrer-dalarna",
            "/fhir/ServiceRequest",
            Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", identifier));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"telecom\":[{\"system\":\"email\",\"value\":\"1212121212@nord.example\"}]",
        "\"address\":[{\"line\":[\"Storgatan 3, 19121212\",\"1212\"]}]",
        "\"address\":[{\"line\":[\"Storgatan 3, 19121212\"],\"postalCode\":\"1212\"}]",
        "\"contact\":[{\"name\":{\"given\":[\"121212\",\"1212\"]}}]",
        "\"contact\":[{\"name\":{\"family\":\"121212\",\"given\":[\"1212\"]}}]",
        "\"active\":true,\"_active\":{\"id\":\"p1912\\u00312121212\"}",
        "\"identifier\":[{\"period\":{\"start\":\"2026-01-01T00:00:00.191212121212Z\"}}]",
        "\"alias\":[\"född 19121212, 1212\"]"
      })
  void a_number_in_an_address_or_over_several_lines_is_found_in_the_catalogue_too(String element) {
    Api.Answer answer =
        api.post(
            "catalogue-admin",
            "/fhir/Organization",
            "{\"resourceType\":\"Organization\"," + element + "}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(422);
    assertThat(answer.problem()).isEqualTo("phi-detected");
    assertThat(answer.body()).doesNotContain("1212");
  }

  @Test
  void what_was_taken_before_there_was_a_rule_stops_no_later_change() {
    Api.Answer need = api.post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee());
    String old =
        "\"intent\":\"order\",\"category\":[{\"coding\":[{\"system\":\"urn:oid:1.2.3.4\",\"version\":\"2\",\"code\":\"K\"}]}],"
            + "\"supportingInfo\":[{\"reference\":\"Observation/1\",\"type\":\"Observation\"}]";
    sql.sql(
            "update hfj_res_ver set res_text_vc = replace(res_text_vc, '\"intent\":\"order\"', :old)"
                + " where res_id = (select res_id from hfj_resource where fhir_id = :id and res_type ="
                + " 'ServiceRequest')")
        .param("old", old)
        .param("id", need.id())
        .update();
    Api.Answer stored = api.get("referrer-dalarna", "/fhir/ServiceRequest/" + need.id());
    assertThat(stored.body()).contains("urn:oid:1.2.3.4", "Observation/1");

    Api.Answer changed =
        api.put(
            "referrer-dalarna",
            "/fhir/ServiceRequest/" + need.id(),
            stored.body().replace("\"intent\"", "\"priority\":\"urgent\",\"intent\""),
            "If-Match",
            "W/\"1\"");

    assertThat(changed.status()).as(changed.body()).isEqualTo(200);
    assertThat(changed.body()).contains("urn:oid:1.2.3.4", "urgent");
  }

  @Test
  void a_need_does_not_come_under_a_name_and_has_the_senders_number() {
    String coded =
        "\"meta\":{\"security\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HTEST\"}]},"
            + "\"bodySite\":[{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"version\":\"Anna\",\"code\":\"72696002\"}]}],"
            + "\"identifier\":[{\"type\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"PLAC\"}]},"
            + "\"system\":\"https://mora.example/remiss\",\"value\":\"RS-2026-00017\"}],";
    String need = Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", coded);

    Api.Answer taken = api.post("referrer-dalarna", "/fhir/ServiceRequest", need);
    assertThat(taken.status()).as(taken.body()).isEqualTo(201);
    assertThat(taken.body())
        .contains("HTEST", "72696002", "PLAC", "RS-2026-00017")
        .doesNotContain("Anna");
    // A case is begun by POST alone: what it is called is the server's to say.
    Api.Answer named =
        api.put(
            "referrer-dalarna",
            "/fhir/ServiceRequest/anna-andersson",
            need.replaceFirst("\\{", "{\"id\":\"anna-andersson\","));
    assertThat(named.status() + " " + named.problem()).isEqualTo("404 not-found");
    assertThat(named.body()).doesNotContain("anna");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"photo\":[{\"contentType\":\"image/png\",\"data\":\"MTkxMjEyMTIxMjEy\"}],",
        "\"photo\":[{\"contentType\":\"text/plain\",\"url\":\"data:text/plain,hej\"}],",
        "\"text\":{\"status\":\"generated\",\"div\":\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\"><b>121212</b>-<i>1212</i></div>\"},"
      })
  void a_file_cannot_be_read_and_a_number_between_tags_can(String element) {
    Api.Answer answer =
        api.post(
            "catalogue-admin",
            "/fhir/Practitioner",
            "{\"resourceType\":\"Practitioner\"," + element + "\"active\":true}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("1212", "MTkx");
  }

  @Test
  void nor_has_a_group_or_an_inquiry() {
    assertThat(
            api.post(
                    "referrer-dalarna",
                    "/fhir/ServiceRequest",
                    Needs.knee().replace("\"actual\":true", "\"actual\":true,\"name\":\"Anna\""))
                .status())
        .isEqualTo(422);
    assertThat(
            api.post(
                    "referrer-dalarna",
                    "/fhir/ServiceRequest",
                    Needs.knee()
                        .replace("\"id\":\"g\"", "\"id\":\"Anna-Ek\"")
                        .replace("#g", "#Anna-Ek"))
                .status())
        .isEqualTo(422);
    Cases cases = new Cases(api);
    String inquiry = Needs.inquiry(cases.assessed(), "goteborg-knaprotes");
    for (String element :
        List.of(
            "\"reasonCode\":{\"text\":\"Anna\"}",
            "\"performerType\":[{\"text\":\"Anna\"}]",
            "\"contained\":[{\"resourceType\":\"Person\",\"id\":\"p\",\"birthDate\":\"1952-03-04\"}]",
            "\"contained\":[{\"resourceType\":\"Practitioner\",\"id\":\"p\",\"telecom\":[{\"system\":\"phone\",\"value\":\"0701234567\"}]}]",
            "\"reasonReference\":{\"reference\":\"Condition/Anna\"}",
            "\"insurance\":[{\"reference\":\"Coverage/Anna\"}]",
            "\"restriction\":{\"recipient\":[{\"reference\":\"Patient/Anna\"}]}",
            "\"location\":{\"reference\":\"Location/Anna\"}",
            "\"location\":{\"display\":\"Anna\"}")) {
      assertThat(
              api.post(
                      "broker-dalarna",
                      "/fhir/Task",
                      inquiry.replace("\"intent\"", element + ",\"intent\""))
                  .status())
          .as(element)
          .isEqualTo(422);
    }
  }

  @Test
  void address_query_and_headers_are_read_even_without_a_token() {
    for (String path :
        new String[] {
          "/fhir/Organization/" + CANARY,
          "/fhir/Organization?name=" + CANARY,
          "/fhir/nonsense/19121212-1212"
        }) {
      assertThat(api.get("", path).problem()).isEqualTo("phi-detected");
    }
    assertThat(
            api.get("broker-dalarna", "/fhir/Organization", "X-Note", "pnr 19121212-1212")
                .problem())
        .isEqualTo("phi-detected");
  }

  @Test
  void the_name_of_a_parameter_in_a_form_and_an_elements_id_in_xml_are_read_too() {
    Api.Answer form =
        api.send(
            "broker-dalarna",
            "POST",
            "/fhir/Organization/_search",
            "application/x-www-form-urlencoded",
            CANARY + "=x");
    Api.Answer id =
        api.send(
            "catalogue-admin",
            "POST",
            "/fhir/Organization",
            "application/fhir+xml",
            "<Organization xmlns=\"http://hl7.org/fhir\"><active id=\"p191212121212\" value=\"true\"/></Organization>",
            "Accept",
            "application/fhir+json");
    Api.Answer cdata =
        api.post(
            "catalogue-admin",
            "/fhir/Organization",
            """
            {"resourceType":"Organization","text":{"status":"generated",
             "div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><![CDATA[1912]]>1212<![CDATA[1212]]></div>"}}""");

    assertThat(List.of(form, id, cdata))
        .allSatisfy(
            answer -> {
              assertThat(answer.status() + " " + answer.problem()).isEqualTo("422 phi-detected");
              assertThat(answer.body()).doesNotContain("1212");
            });
  }

  @Test
  void a_header_is_read_as_what_its_escapes_mean() {
    // Raw, the 20 of the blank and the first digits of the id would be somebody's number.
    String named = "name:exact=Flera%20" + "12121212-1200-4abc-8abc-abcabcabcabc";

    assertThat(api.get("broker-dalarna", "/fhir/Organization", "If-None-Exist", named).status())
        .isEqualTo(200);
    assertThat(
            api.get("broker-dalarna", "/fhir/Organization", "If-None-Exist", "name=%319121212-1212")
                .problem())
        .isEqualTo("phi-detected");
  }

  @Test
  void a_bundle_and_an_operation_are_read_before_anything_is_done() {
    String bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"request":{"method":"POST","url":"Organization"},
         "resource":{"resourceType":"Organization","name":"19121212-1212","identifier":[{"system":"https://mora.example/remiss","value":"x"}]}}]}
        """;
    assertThat(api.post("catalogue-admin", "/fhir", bundle).problem()).isEqualTo("phi-detected");
    String words =
        Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", "\"bodySite\":[{\"text\":\"Anna\"}],");
    String need =
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":{\"method\":\"POST\","
            + "\"url\":\"ServiceRequest\"},\"resource\":"
            + words
            + "}]}";
    assertThat(api.post("referrer-dalarna", "/fhir", need).problem()).isEqualTo("value-invalid");
    assertThat(
            api.post(
                    "broker-dalarna",
                    "/fhir/Task/x/$transition",
                    Needs.step(
                        "claim", "1", ",{\"name\":\"comment\",\"valueString\":\"1212121212\"}"))
                .problem())
        .isEqualTo("phi-detected");
  }

  @Test
  void a_patient_does_not_exist_here_not_even_inside_another() {
    assertThat(
            api.post("referrer-dalarna", "/fhir/Patient", "{\"resourceType\":\"Patient\"}")
                .status())
        .isIn(403, 404, 422);
    String need =
        Needs.knee()
            .replace(
                "\"contained\":[", "\"contained\":[{\"resourceType\":\"Patient\",\"id\":\"p\"},");
    assertThat(api.post("referrer-dalarna", "/fhir/ServiceRequest", need).problem())
        .isEqualTo("phi-detected");
  }

  @Test
  void nothing_that_was_refused_is_in_the_database() {
    api.post(
        "referrer-dalarna",
        "/fhir/ServiceRequest",
        Needs.need(
            "urn:oid:1.2.752.116.1.3.2.1.4",
            "NGB49",
            "\"instantiatesUri\":[\"urn:x:" + CANARY + "\"],"));

    assertThat(
            sql.sql("select count(*) from hfj_res_ver where res_text_vc like '%' || :canary || '%'")
                .param("canary", CANARY)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void telephone_numbers_and_organisation_numbers_pass() {
    String organization =
        """
        {"resourceType":"Organization","name":"Demosjukhuset Telefon","telecom":[{"system":"phone","value":"0701740605"}],
         "identifier":[{"system":"urn:oid:2.5.4.97","value":"4020000008"}]}
        """;
    assertThat(api.post("catalogue-admin", "/fhir/Organization", organization).status())
        .isEqualTo(201);
  }
}
