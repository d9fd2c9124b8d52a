package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

/** What an answer says besides its body. */
@NodeIT
class AnswersIT {
  private static final String ADMIN = "catalogue-admin";

  @LocalServerPort int port;
  private Asking ask;

  @BeforeEach
  void client() {
    ask = new Asking(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/fhir/Organization/unit-mora",
        "/fhir/Organization?name=mora",
        "/fhir/Organization/unit-mora/_history",
        "/fhir/HealthcareService/$find-provider?code=knaprotes&origin=2062&originRegion=20"
      })
  void head_is_answered_as_get_without_a_body(String path) {
    Answer head = ask.as("broker-dalarna", "HEAD", path, "");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Type")).startsWith("application/fhir+json");
    assertThat(ask.send("HEAD", path, "").status()).as("without a token").isEqualTo(401);
  }

  @Test
  void what_everybody_may_read_answers_head_too() {
    assertThat(ask.send("HEAD", "/fhir/metadata", "").status()).isEqualTo(200);
    assertThat(ask.send("HEAD", "/fhir/.well-known/smart-configuration", "").status())
        .isEqualTo(ask.send("GET", "/fhir/.well-known/smart-configuration", "").status());
  }

  @Test
  void what_has_not_changed_is_told_with_its_tag() {
    String path = "/fhir/Organization/unit-mora";
    String tag = ask.as(ADMIN, "GET", path, "").header("ETag");
    assertThat(tag).matches("W/\"\\d+\"");

    Answer same = ask.as(ADMIN, "GET", path, "", "If-None-Match: " + tag);

    assertThat(same.status()).isEqualTo(304);
    assertThat(same.header("ETag")).isEqualTo(tag);
    assertThat(same.body()).isEmpty();
  }

  @Test
  void what_a_put_has_created_is_told_with_its_place() {
    String path = "/fhir/Organization/prov-" + UUID.randomUUID();
    String sent =
        "{\"resourceType\":\"Organization\",\"id\":\"%s\",\"name\":\"Prov\",\"identifier\":"
            + "[{\"system\":\"urn:oid:2.5.4.97\",\"value\":\"2321000016\"}]}";
    String body = sent.formatted(path.substring("/fhir/Organization/".length()));

    Answer created = ask.as(ADMIN, "PUT", path, body);
    Answer changed = ask.as(ADMIN, "PUT", path, body.replace("Prov\"", "Prov igen\""));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).endsWith(path + "/_history/1");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("Location")).isEmpty();
    Answer byCondition =
        ask.as(
            ADMIN,
            "PUT",
            "/fhir/Organization?name:exact=" + UUID.randomUUID(),
            body.replaceFirst("\"id\":\"[^\"]*\",", ""));
    assertThat(byCondition.status()).as(byCondition.body()).isEqualTo(201);
    assertThat(byCondition.header("Location"))
        .endsWith("/fhir/Organization/" + byCondition.json().path("id").asText() + "/_history/1");
  }

  @Test
  void a_token_that_is_not_taken_is_told_apart_from_none() {
    String token = ask.token(ADMIN);
    String altered = token.substring(0, token.length() - 6) + "AAAAAA";

    Answer wrong = ask.send("GET", "/fhir/Organization", "", "Authorization: Bearer " + altered);
    Answer none = ask.send("GET", "/fhir/Organization", "");

    assertThat(wrong.refusal()).isEqualTo("401 login token-missing");
    assertThat(wrong.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
    assertThat(none.refusal()).isEqualTo("401 login token-missing");
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
  }
}
