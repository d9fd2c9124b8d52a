package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.Asking;
import se.vardformedling.Asking.Answer;
import se.vardformedling.NodeIT;

/** Writing over HTTP: versions, preconditions, races, bundles. One test for each promise. */
@NodeIT
class ConformanceIT {
  private static final String ADMIN = "catalogue-admin";
  private static final String PATCH = "Content-Type: application/json-patch+json";

  @LocalServerPort int port;
  private Asking ask;

  @BeforeEach
  void client() {
    ask = new Asking(port);
  }

  @Test
  void a_stale_version_is_412_for_put_and_patch_and_tells_nothing_of_the_insides() {
    String id = changedOnce();

    Answer put = put(id, "C", "If-Match: W/\"1\"");
    Answer patch = patch(id, replaceName("C"), "If-Match: W/\"1\"");

    assertThat(put.refusal()).isEqualTo("412 conflict stale-version");
    assertThat(patch.refusal()).isEqualTo("412 conflict stale-version");
    assertThat(put.body() + patch.body()).doesNotContain("HAPI", "Trying", "Exception");
  }

  @Test
  void the_current_version_is_accepted_weak_and_strong() {
    String id = changedOnce();

    assertThat(put(id, "C", "If-Match: W/\"2\"").header("ETag")).isEqualTo("W/\"3\"");
    assertThat(put(id, "D", "If-Match: \"3\"").header("ETag")).isEqualTo("W/\"4\"");
  }

  @Test
  void a_malformed_if_match_is_400() {
    assertThat(put(created(), "B", "If-Match: abc").refusal()).isEqualTo("400 invalid bad-header");
  }

  @Test
  void if_match_on_an_id_that_is_not_there_is_412_and_creates_nothing() {
    String id = UUID.randomUUID().toString();

    assertThat(put(id, "A", "If-Match: W/\"1\"").refusal()).isEqualTo("412 conflict stale-version");
    assertThat(put(id, "A", "If-Match: *").status()).isEqualTo(412);
    assertThat(ask.as(ADMIN, "GET", "/fhir/Organization/" + id, "").status()).isEqualTo(404);
  }

  @Test
  void a_condition_that_several_meet_changes_nothing() {
    String name = "Flera " + UUID.randomUUID();
    put(UUID.randomUUID().toString(), name);
    put(UUID.randomUUID().toString(), name);
    String again =
        ask.as(ADMIN, "GET", "/fhir/Organization?name:exact=" + name.replace(" ", "%20"), "")
            .json()
            .at("/entry/0/resource")
            .toString()
            .replaceFirst("\"id\":\"[^\"]*\",", "");

    Answer answer =
        ask.as(
            ADMIN,
            "POST",
            "/fhir/Organization",
            again,
            "If-None-Exist: name:exact=" + name.replace(" ", "%20"));

    assertThat(answer.refusal()).isEqualTo("412 multiple-matches multiple-matches");
  }

  @Test
  void a_star_matches_any_version_that_exists() {
    assertThat(put(changedOnce(), "C", "If-Match: *").status()).isEqualTo(200);
  }

  @Test
  void if_none_match_star_on_put_creates_once() {
    String id = UUID.randomUUID().toString();

    assertThat(put(id, "A", "If-None-Match: *").status()).isEqualTo(201);
    assertThat(put(id, "B", "If-None-Match: *").refusal())
        .isEqualTo("412 conflict precondition-failed");
  }

  @Test
  void nothing_is_deleted_whatever_the_version() {
    String id = created();

    for (String path :
        List.of("/fhir/Organization/" + id, "/fhir/Organization?_id=" + id, "/fhir/Task/1")) {
      Answer answer = ask.as(ADMIN, "DELETE", path, "", "If-Match: W/\"7\"");
      assertThat(answer.refusal()).isEqualTo("405 not-supported delete-not-allowed");
      assertThat(answer.header("Allow")).doesNotContain("DELETE");
    }
  }

  @Test
  void a_conditional_put_with_a_stale_version_is_412() {
    String id = changedOnce();

    Answer answer =
        ask.as(
            ADMIN,
            "PUT",
            "/fhir/Organization?_id=" + id,
            organization(id, "C"),
            "If-Match: W/\"1\"");

    assertThat(answer.refusal()).isEqualTo("412 conflict stale-version");
  }

  @Test
  void of_eight_who_change_the_same_version_one_wins_and_the_rest_get_412() {
    String id = created();

    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> put(id, "R" + i, "If-Match: W/\"1\"").status())
            .sorted()
            .toList();

    assertThat(statuses).containsExactly(200, 412, 412, 412, 412, 412, 412, 412);
  }

  @Test
  void the_same_content_makes_no_new_version() {
    String id = UUID.randomUUID().toString();
    put(id, "A");
    // What came as a creation is stored once more when it comes as a change; then it rests.
    String settled = put(id, "A").header("ETag");

    Answer again = put(id, "A");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.header("ETag")).isEqualTo(settled);
  }

  @Test
  void a_patch_answers_with_the_new_version() {
    Answer answer = patch(created(), replaceName("B"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("ETag")).isEqualTo("W/\"2\"");
    assertThat(answer.json().at("/name").asText()).isEqualTo("B");
  }

  @Test
  void a_patch_whose_test_fails_is_409() {
    String test = "[{\"op\":\"test\",\"path\":\"/name\",\"value\":\"Z\"}]";

    assertThat(patch(created(), test).refusal()).isEqualTo("409 conflict patch-test-failed");
  }

  @Test
  void a_patch_without_content_is_400() {
    assertThat(patch(created(), "").refusal()).isEqualTo("400 invalid malformed-body");
  }

  @Test
  void a_conditional_create_is_201_then_200_then_412_when_many_match() {
    String value = UUID.randomUUID().toString();
    String condition = "If-None-Exist: identifier=http://example.org/a|" + value;

    assertThat(post(identified(value), condition).status()).isEqualTo(201);
    assertThat(post(identified(value), condition).status()).isEqualTo(200);
    post(identified(value));
    assertThat(post(identified(value), condition).status()).isEqualTo(412);
  }

  @Test
  void of_twelve_who_create_the_same_one_creates_and_the_rest_are_shown_it() {
    String value = UUID.randomUUID().toString();
    String condition = "If-None-Exist: identifier=http://example.org/a|" + value;

    List<Answer> answers =
        IntStream.range(0, 12)
            .parallel()
            .mapToObj(i -> post(identified(value), condition))
            .toList();

    assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 200);
  }

  @Test
  void two_conditional_entries_for_the_same_are_refused_before_anything_is_done() {
    String value = UUID.randomUUID().toString();
    String entry = entry("PUT", "Organization?identifier=http://example.org/a|" + value, value);

    Answer answer = transaction(entry.formatted("1"), entry.formatted("2"));

    assertThat(answer.refusal()).isEqualTo("400 duplicate duplicate-entry");
    assertThat(answer.json().at("/issue/0/expression/0").asText())
        .isEqualTo("Bundle.entry[1].request");
    assertThat(total("Organization?identifier=http://example.org/a%7C" + value)).isZero();
  }

  @Test
  void a_transaction_with_one_stale_entry_is_412_and_leaves_nothing() {
    String id = changedOnce();
    String value = UUID.randomUUID().toString();
    String stale =
        """
        {"resource":%s,"request":{"method":"PUT","url":"Organization/%s","ifMatch":"W/\\"1\\""}}"""
            .formatted(organization(id, "C"), id);

    Answer answer = transaction(entry("POST", "Organization", value).formatted("1"), stale);

    assertThat(answer.refusal()).isEqualTo("412 conflict stale-version");
    assertThat(total("Organization?identifier=http://example.org/a%7C" + value)).isZero();
  }

  @Test
  void a_transaction_with_a_malformed_version_or_a_deletion_is_refused() {
    assertThat(
            transaction("{\"request\":{\"method\":\"DELETE\",\"url\":\"Organization/1\"}}")
                .refusal())
        .isEqualTo("405 not-supported delete-not-allowed");
    assertThat(
            transaction(
                    """
                    {"resource":%s,"request":
                     {"method":"PUT","url":"Organization/x","ifMatch":"abc"}}"""
                        .formatted(organization("x", "A")))
                .refusal())
        .isEqualTo("400 invalid bad-header");
  }

  @Test
  void a_batch_reads_each_for_itself_and_changes_nothing() {
    String id = created();
    String reads =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
         {"request":{"method":"GET","url":"Organization/%s"}},
         {"request":{"method":"GET","url":"Organization/finns-inte"}}]}"""
            .formatted(id);

    JsonNode answer = ask.as(ADMIN, "POST", "/fhir", reads).json();
    Answer change =
        ask.as(
            ADMIN,
            "POST",
            "/fhir",
            bundle("batch", entry("POST", "Organization", id).formatted("1")));

    assertThat(answer.at("/entry/0/resource/id").asText()).isEqualTo(id);
    assertThat(answer.at("/entry/1/response/status").asText()).startsWith("404");
    assertThat(answer.toString()).doesNotContain("HAPI");
    assertThat(change.refusal()).isEqualTo("422 value value-invalid");
  }

  @Test
  void what_is_told_of_a_change_that_was_made_is_in_no_library_s_words() {
    String created = organization("", "A");
    Answer one =
        ask.as(ADMIN, "POST", "/fhir/Organization", created, "Prefer: return=OperationOutcome");
    Answer several =
        ask.as(
            ADMIN,
            "POST",
            "/fhir",
            "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[{\"request\":"
                + "{\"method\":\"POST\",\"url\":\"Organization\"},\"resource\":"
                + created
                + "}]}");

    assertThat(one.status()).isEqualTo(201);
    assertThat(one.json().at("/issue/0/severity").asText()).isEqualTo("information");
    assertThat(several.json().at("/entry/0/response/status").asText()).startsWith("201");
    assertThat(several.json().at("/entry/0/response/etag").asText()).isEqualTo("W/\"1\"");
    assertThat(List.of(one.body(), several.body()))
        .noneMatch(body -> body.toLowerCase(Locale.ROOT).contains("hapi") || body.contains("Took"));
  }

  @Test
  void a_put_without_an_id_is_400_and_a_number_is_an_id() {
    assertThat(ask.as(ADMIN, "PUT", "/fhir/Organization", organization("", "A")).status())
        .isEqualTo(400);
    assertThat(put("90210", "A").status()).isIn(200, 201);
  }

  @Test
  void a_reference_to_nothing_is_400() {
    String dangling =
        """
        {"resourceType":"Organization","name":"A",
         "identifier":[{"system":"urn:oid:2.5.4.97","value":"2321000016"}],
         "partOf":{"reference":"Organization/finns-inte"}}""";

    assertThat(post(dangling).refusal()).isEqualTo("400 not-found dangling-reference");
  }

  private String created() {
    return post(organization("", "A")).json().at("/id").asText();
  }

  /** At version 2. */
  private String changedOnce() {
    String id = created();
    put(id, "B");
    return id;
  }

  private Answer post(String body, String... headers) {
    return ask.as(ADMIN, "POST", "/fhir/Organization", body, headers);
  }

  private Answer put(String id, String name, String... headers) {
    return ask.as(ADMIN, "PUT", "/fhir/Organization/" + id, organization(id, name), headers);
  }

  private Answer patch(String id, String patch, String... headers) {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = PATCH;
    return ask.as(ADMIN, "PATCH", "/fhir/Organization/" + id, patch, all);
  }

  private Answer transaction(String... entries) {
    return ask.as(ADMIN, "POST", "/fhir", bundle("transaction", entries));
  }

  private int total(String query) {
    return ask.as(ADMIN, "GET", "/fhir/" + query + "&_summary=count", "")
        .json()
        .at("/total")
        .asInt();
  }

  private static String replaceName(String name) {
    return "[{\"op\":\"replace\",\"path\":\"/name\",\"value\":\"" + name + "\"}]";
  }

  private static String bundle(String type, String... entries) {
    return "{\"resourceType\":\"Bundle\",\"type\":\"%s\",\"entry\":[%s]}"
        .formatted(type, String.join(",", entries));
  }

  /** With a place for the number of the entry. */
  private static String entry(String method, String url, String value) {
    return """
    {"fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000%%s","resource":%s,
     "request":{"method":"%s","url":"%s"}}"""
        .formatted(identified(value), method, url);
  }

  private static String organization(String id, String name) {
    ObjectNode resource = new ObjectMapper().createObjectNode();
    resource.put("resourceType", "Organization");
    if (!id.isEmpty()) {
      resource.put("id", id);
    }
    resource.put("name", name);
    ObjectNode number = resource.putArray("identifier").addObject();
    number.put("system", "urn:oid:2.5.4.97").put("value", "2321000016");
    return resource.toString();
  }

  private static String identified(String value) {
    return """
    {"resourceType":"Organization","name":"A","identifier":[
     {"system":"urn:oid:2.5.4.97","value":"2321000016"},
     {"system":"http://example.org/a","value":"%s"}]}"""
        .formatted(value);
  }
}
