package se.vardformedling.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/** FHIR's own terminology operations, on what ships. */
@NodeIT
class TerminologyOperationsIT {
  private static final String BROKER = "broker-dalarna";
  private static final String OURS = "https://fhir.vardformedling.example/";

  @LocalServerPort int port;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,CJC00,Intrakapsulär kataraktextraktion",
    "urn:oid:1.2.752.116.1.1.1,H25.0,Grå starr (H25.0)",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr,Operation av grå starr"
  })
  void lookup_tells_what_a_code_is_called(String system, String code, String display) {
    Api.Answer answer =
        api.get(BROKER, "/fhir/CodeSystem/$lookup?system=" + system + "&code=" + code);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"name\":\"display\",\"valueString\":\"" + display + "\"}");
    assertThat(api.get(BROKER, "/fhir/CodeSystem/$lookup?system=" + system + "&code=ZZZ").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,true",
    "urn:oid:1.2.752.116.1.3.2.1.4,QQQ99,false",
    "urn:oid:1.2.752.116.1.1.1,M17.1,true",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,knaprotes,true",
    "https://fhir.vardformedling.example/CodeSystem/vardtjanst,bortkommen,false"
  })
  void validate_code_tells_whether_a_code_is_one(String system, String code, boolean valid) {
    Api.Answer answer =
        api.get(BROKER, "/fhir/CodeSystem/$validate-code?url=" + system + "&code=" + code);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("{\"name\":\"result\",\"valueBoolean\":" + valid + "}");
  }

  @Test
  void expand_tells_all_codes_of_a_value_set() {
    Api.Answer answer =
        api.get(BROKER, "/fhir/ValueSet/$expand?url=" + OURS + "ValueSet/vardtjanst");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"code\":\"knaprotes\"", "\"code\":\"gra-starr\"");
  }

  @ParameterizedTest
  @CsvSource({
    "urn:oid:1.2.752.116.1.3.2.1.4,NGB49,https://fhir.vardformedling.example/CodeSystem/vardtjanst,knaprotes",
    "urn:oid:1.2.752.116.1.3.2.1.4,CJE20,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr",
    "urn:oid:1.2.752.116.1.1.1,H25.1,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gra-starr",
    "urn:oid:1.2.752.116.1.3.2.1.4,JKA21,https://fhir.vardformedling.example/CodeSystem/vardtjanst,gallsten",
    "urn:oid:1.2.752.116.1.1.1,N40.9,https://fhir.vardformedling.example/CodeSystem/vardtjanst,prostata"
  })
  void translate_leads_to_the_vardtjanst(
      String system, String code, String targetSystem, String target) {
    Api.Answer answer =
        api.get(
            BROKER,
            "/fhir/ConceptMap/$translate?system="
                + system
                + "&code="
                + code
                + "&targetsystem="
                + targetSystem);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("{\"name\":\"result\",\"valueBoolean\":true}", "\"code\":\"" + target + "\"");
  }

  @Test
  void subsumes_says_what_it_lacks() {
    Api.Answer asked = api.get(BROKER, "/fhir/CodeSystem/$subsumes");
    assertThat(asked.status()).isEqualTo(400);
    assertThat(asked.problem()).isEqualTo("bad-parameter");
    assertThat(asked.body()).contains("codeA");
    assertThat(
            api.post(BROKER, "/fhir/CodeSystem/$subsumes", "{\"resourceType\":\"Parameters\"}")
                .status())
        .isEqualTo(400);
  }
}
