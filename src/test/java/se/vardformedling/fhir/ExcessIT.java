package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;

/** Requests so large that a node once worked on them for seconds: refused before it begins. */
@NodeIT
class ExcessIT {
  private static final String BROKER = "broker-dalarna";
  private static final String ADMIN = "catalogue-admin";

  @LocalServerPort int port;
  private Api api;

  @BeforeEach
  void client() {
    api = new Api(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"valueDecimal", "valueInteger", "valueString"})
  void a_number_of_very_many_digits_is_refused_before_it_is_counted(String value) {
    Api.Answer answer =
        api.post(
            BROKER,
            "/fhir/HealthcareService/$find-provider",
            """
            {"resourceType":"Parameters","parameter":[{"name":"code","valueString":"knaprotes"},
             {"name":"maxPrice","%s":"%s"}]}"""
                .formatted(value, "9".repeat(2_000_000)));

    assertThat(said(answer)).isEqualTo("400 malformed-body");
  }

  @Test
  void a_text_longer_than_fhir_allows_is_refused_in_json_and_xml() {
    String name = "Nord ".repeat(210_000);

    assertThat(said(api.post(ADMIN, "/fhir/Organization", organization(name))))
        .isEqualTo("413 payload-too-large");
    assertThat(
            said(
                api.send(
                    ADMIN,
                    "POST",
                    "/fhir/Organization",
                    "application/fhir+xml",
                    "<Organization xmlns=\"http://hl7.org/fhir\"><name value=\"%s\"/></Organization>"
                        .formatted(name))))
        .isEqualTo("413 payload-too-large");
  }

  @Test
  void a_text_that_fhir_allows_and_a_file_that_is_longer_are_read_in_xml() {
    String fault =
        said(
            api.send(
                BROKER,
                "POST",
                "/fhir/Binary",
                "application/fhir+xml",
                "<Binary xmlns=\"http://hl7.org/fhir\"><contentType value=\"text/plain\"/><data value=\"%s\"/></Binary>"
                    .formatted("QUFB".repeat(300_000))));

    assertThat(fault).doesNotStartWith("400").doesNotStartWith("413");
  }

  @Test
  void very_many_parameters_of_an_operation_are_refused() {
    String criteria =
        IntStream.range(0, 501)
            .mapToObj(i -> "{\"name\":\"criteria\",\"valueString\":\"bmi|%d\"}".formatted(i))
            .collect(Collectors.joining(","));

    Api.Answer answer =
        api.post(
            BROKER,
            "/fhir/HealthcareService/$find-provider",
            "{\"resourceType\":\"Parameters\",\"parameter\":[" + criteria + "]}");

    assertThat(said(answer)).isEqualTo("413 payload-too-large");
  }

  @Test
  void a_search_with_very_many_conditions_or_keys_is_refused_in_a_bundle_too() {
    String conditions =
        IntStream.range(0, 31).mapToObj(i -> "name=x" + i).collect(Collectors.joining("&"));
    String keys = "_sort=name" + ",name".repeat(10);

    for (String search : new String[] {conditions, keys}) {
      assertThat(said(api.get(BROKER, "/fhir/Organization?" + search)))
          .isEqualTo("400 bad-parameter");
      assertThat(said(api.post(BROKER, "/fhir", batch("Organization?" + search))))
          .isEqualTo("400 bad-parameter");
    }
  }

  private static String batch(String url) {
    return """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"request":{"method":"GET","url":"%s"}}]}"""
        .formatted(url);
  }

  private static String organization(String name) {
    return "{\"resourceType\":\"Organization\",\"name\":\"" + name + "\"}";
  }

  private static String said(Api.Answer answer) {
    return answer.status() + " " + answer.problem();
  }
}
