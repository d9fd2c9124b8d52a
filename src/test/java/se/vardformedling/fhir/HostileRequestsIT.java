package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

@NodeIT
class HostileRequestsIT {
  /** What must be in no answer: database, program, pages, the libraries' own codes. */
  private static final List<String> INSIDES =
      List.of(
          "select ", "insert ", "hfj_", "jdbc", "\tat ", "java.", "HAPI-", "<html", "Exception");

  private static final Duration LONGEST = Duration.ofSeconds(1);

  @LocalServerPort int port;
  private Asking ask;

  @BeforeEach
  void warm() {
    ask = new Asking(port);
    for (int i = 0; i < 20; i++) {
      ask.as("catalogue-admin", "GET", "/fhir/Organization?name=A", "");
      ask.as("catalogue-admin", "POST", "/fhir/Organization", "{\"resourceType\":\"NoSuch\"}");
    }
  }

  @Test
  void every_hostile_request_is_refused_with_an_outcome_in_under_a_second() {
    List<Hostile.Try> tries = Hostile.refused();
    SoftAssertions all = new SoftAssertions();

    for (Hostile.Try one : tries) {
      long start = System.nanoTime();
      Answer answer = send(one);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(LONGEST) >= 0) {
        // A pause of the collector strikes one request, and not the same one twice.
        start = System.nanoTime();
        answer = send(one);
        took = Duration.ofNanos(System.nanoTime() - start);
      }

      all.assertThat(answer.status()).as(one.name()).isBetween(400, 499);
      all.assertThat(answer.body()).as(one.name()).contains("OperationOutcome", "vf-error");
      all.assertThat(answer.body()).as(one.name()).doesNotContainIgnoringCase(insides());
      all.assertThat(answer.header("X-Request-Id")).as(one.name()).matches("[0-9a-f-]{36}");
      all.assertThat(took).as(one.name()).isLessThan(LONGEST);
    }

    assertThat(tries).hasSizeGreaterThan(200);
    all.assertAll();
  }

  @Test
  void what_may_be_searched_for_as_text_finds_nothing_and_breaks_nothing() {
    SoftAssertions all = new SoftAssertions();
    for (Hostile.Try one : Hostile.harmless()) {
      Answer answer = send(one);

      all.assertThat(answer.status()).as(one.name()).isLessThan(500);
      all.assertThat(answer.json().at("/total").asInt()).as(one.name()).isZero();
      all.assertThat(answer.header("Set-Cookie")).as(one.name()).isEmpty();
    }
    all.assertAll();
  }

  @Test
  void what_a_bundle_s_read_does_not_find_is_told_in_our_words() {
    String reads =
        """
        {"resourceType":"Bundle","type":"%s","entry":[
          {"request":{"method":"GET","url":"Organization/nosuch"}},
          {"request":{"method":"GET","url":"Organization/unit-mora"}},
          {"request":{"method":"GET","url":"Location?near=61.0|14.5|30|km&_count=1"}}]}
        """;
    for (String type : List.of("transaction", "batch")) {
      Answer answer = ask.as("catalogue-admin", "POST", "/fhir", reads.formatted(type));

      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
      assertThat(answer.json().at("/entry/0/response/status").asText()).startsWith("404");
      assertThat(
              answer.json().at("/entry/0/response/outcome/issue/0/details/coding/0/code").asText())
          .isEqualTo("not-found");
      assertThat(answer.json().at("/entry/1/resource/id").asText()).isEqualTo("unit-mora");
      assertThat(answer.json().at("/entry/2/resource/total").asInt()).isPositive();
      assertThat(answer.body()).doesNotContainIgnoringCase(insides());
    }
  }

  @Test
  void half_requests_do_not_keep_others_out() {
    List<String> halves =
        List.of(
            "",
            "GET",
            "GET /fhir",
            "POST /fhir/Organization HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");
    for (String half : halves) {
      try {
        ask.raw(half.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      } catch (RuntimeException noAnswer) {
        // Who hangs up in the middle need not be answered.
      }
    }

    assertThat(ask.send("GET", "/fhir/metadata", "").status()).isEqualTo(200);
  }

  private Answer send(Hostile.Try one) {
    List<String> headers = new ArrayList<>(Arrays.asList(one.headers()));
    headers.add("Authorization: Bearer " + ask.token(one.persona()));
    return ask.send(one.method(), one.path(), one.body(), headers.toArray(String[]::new));
  }

  private static String[] insides() {
    return INSIDES.toArray(String[]::new);
  }
}
