package se.vardformedling.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ReadModels;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Relations;
import se.vardformedling.security.Role;

@NodeIT
class AnnouncementsIT {
  private static final String BROKER = "broker-dalarna";
  private static final String GOTEBORG = "provider-goteborg";
  private static final String FALUN = "provider-falun";
  private static final String FIND =
      "/fhir/HealthcareService/$find-provider?code=hoftprotes&origin=2062&originRegion=20&_count=100";
  private static final Caller DALARNA =
      new Caller("test", Role.VARDFORMEDLARE, Optional.of("20"), Optional.empty());
  private static final Caller FALUN_UNIT =
      new Caller("test", Role.MOTTAGARE, Optional.of("20"), Optional.of("TSTNMT2321000156-VF0001"));
  private static final Caller GOTEBORG_UNIT =
      new Caller("test", Role.MOTTAGARE, Optional.of("14"), Optional.of("TSTNMT2321000156-VF0003"));

  @LocalServerPort int port;
  @Autowired Announcements announcements;
  @Autowired ReadModels readModels;
  @Autowired FhirStore store;
  @Autowired List<Relations> relations;
  @Autowired JdbcClient sql;
  @Autowired Clock clock;
  private final List<String> made = new ArrayList<>();
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @AfterEach
  void close() {
    made.forEach(id -> step(GOTEBORG, id, "withdraw", ""));
  }

  @Test
  void an_announcement_is_seen_by_its_audience_and_its_announcer_and_nobody_else() {
    String toAll = published(offer(3, 20, ""));
    String toSkane = published(offer(3, 20, "12"));
    String toDalarna = published(offer(3, 20, "20"));

    assertThat(api.get(BROKER, "/fhir/Task?code=offer-capacity&_count=100").body())
        .contains(toAll, toDalarna)
        .doesNotContain(toSkane);
    assertThat(api.get(BROKER, "/fhir/Task/" + toSkane).status()).isEqualTo(404);
    assertThat(api.get(BROKER, "/fhir/Task/" + toAll).body())
        .contains("\"code\":\"published\"", "\"valueInteger\":3", "\"code\":\"HTEST\"");
    assertThat(api.get(GOTEBORG, "/fhir/Task/" + toSkane).status()).isEqualTo(200);
    assertThat(api.get("referrer-dalarna", "/fhir/Task?code=offer-capacity").body())
        .contains("\"total\":0");
    assertThat(shown(DALARNA)).contains(toAll, toDalarna).doesNotContain(toSkane);
    assertThat(shown(GOTEBORG_UNIT)).contains(toAll, toSkane, toDalarna);
  }

  @Test
  void a_draft_that_is_published_goes_to_its_audience_alone() {
    String toSkane =
        published(offer(3, 20, "12").replace("\"status\":\"requested\"", "\"status\":\"draft\""));
    assertThat(shown(GOTEBORG_UNIT)).contains(toSkane);
    assertThat(shown(DALARNA)).doesNotContain(toSkane);
    assertThat(step(GOTEBORG, toSkane, "publish", "").status()).isEqualTo(200);

    assertThat(shown(DALARNA)).doesNotContain(toSkane);
    assertThat(capacity()).isEqualTo("open");
    assertThatThrownBy(() -> announcements.respond(DALARNA, toSkane, 1, ""))
        .isInstanceOf(Refusal.class);
    assertThat(
            announcements.list(GOTEBORG_UNIT, Announcement.Filter.ALL).stream()
                .filter(one -> one.taskId().equals(toSkane))
                .map(Announcement::audience))
        .containsExactly(List.of("12"));
  }

  @Test
  void capacity_that_is_offered_counts_in_find_provider_at_once_and_stops_at_once() {
    published(offer(2, 20, "12"));
    assertThat(capacity()).isEqualTo("open");

    String id = published(offer(2, 20, "20"));
    assertThat(capacity()).isEqualTo("announced");
    assertThat(api.get(BROKER, FIND + "&capacity=announced-only").body())
        .contains("goteborg-hoftprotes");

    assertThat(step(GOTEBORG, id, "close", "").status()).isEqualTo(200);
    assertThat(capacity()).isEqualTo("open");
  }

  @Test
  void an_order_as_of_a_moment_goes_by_the_capacity_that_was_announced_then() {
    Instant before = moment();
    String id = published(offer(2, 20, "20"));
    Instant offered = moment();
    assertThat(step(GOTEBORG, id, "close", "").status()).isEqualTo(200);
    Instant closed = moment();

    assertThat(capacity("&asOf=" + before)).isEqualTo("open");
    assertThat(capacity("&asOf=" + offered)).isEqualTo("announced");
    assertThat(capacity("&asOf=" + closed)).isEqualTo("open");
    assertThat(capacity()).isEqualTo("open");
  }

  /** As the database keeps it; what is told after it is later. */
  private Instant moment() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "provider-goteborg § \"repetitions\":3 § \"repetitions\":501 § value-invalid",
        "provider-goteborg § \"Lediga tider\" § \"19121212-1212 kan tas\" § phi-detected",
        "provider-goteborg § \"code\":\"hoftprotes\" § \"code\":\"x\" § code-invalid",
        "provider-goteborg § Service/goteborg-hoftprotes § Service/mora-hoftprotes § organisation-not-authorised",
        "provider-goteborg § Service/goteborg-hoftprotes § Service/goteborg-knaprotes § value-invalid",
        "provider-falun § Service/goteborg-hoftprotes § Service/goteborg-hoftprotes § organisation-not-authorised",
        "broker-dalarna § Service/goteborg-hoftprotes § Service/goteborg-hoftprotes § organisation-not-authorised",
        "referrer-dalarna § \"repetitions\":3 § \"repetitions\":3 § actor-not-allowed"
      })
  void what_makes_no_sense_or_is_anothers_is_refused(
      String persona, String right, String wrong, String problem) {
    assertThat(offer(3, 5, "")).contains(right);
    assertThat(post(persona, offer(3, 5, "").replace(right, wrong)).problem()).isEqualTo(problem);
  }

  @Test
  void a_text_or_a_time_that_is_too_long_is_refused() {
    assertThat(post(GOTEBORG, offer(3, 5, "").replace("Lediga tider", "x".repeat(301))).problem())
        .isEqualTo("value-invalid");
    assertThat(post(GOTEBORG, offer(3, 32, "")).problem()).isEqualTo("date-out-of-range");
    assertThat(post(GOTEBORG, offer(3, -1, "")).problem()).isEqualTo("date-out-of-range");
  }

  @Test
  void a_response_takes_places_and_the_last_one_fills_the_announcement() {
    String id = published(offer(3, 20, ""));
    String two = post(BROKER, response(id, 2)).id();
    String more = post(FALUN, response(id, 2)).id();
    assertThat(post(BROKER, response(id, 4)).problem()).isEqualTo("capacity-taken");
    assertThat(post(GOTEBORG, response(id, 1)).problem()).isEqualTo("actor-not-allowed");
    assertThat(api.get(BROKER, "/fhir/Task/" + more).status()).isEqualTo(404);
    assertThat(step(BROKER, two, "accept", "").problem()).isEqualTo("actor-not-allowed");

    assertThat(step(GOTEBORG, two, "accept", "").status()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("agreed");
    assertThat(remaining(id)).isEqualTo(1);
    assertThat(api.get(GOTEBORG, "/fhir/Task/" + more + "/$available-transitions").body())
        .contains("\"reject\"")
        .doesNotContain("\"accept\"");
    assertThat(step(GOTEBORG, more, "accept", "").problem()).isEqualTo("capacity-taken");

    String last = post(BROKER, response(id, 1)).id();
    assertThat(step(GOTEBORG, last, "accept", "").status()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("exhausted");
    assertThat(remaining(id)).isZero();
    assertThat(state(more)).isEqualTo("expired");
    assertThat(post(BROKER, response(id, 1)).problem()).isEqualTo("deadline-passed");
  }

  @Test
  void places_and_time_change_but_never_below_what_is_agreed_on() {
    String id = published(offer(3, 5, ""));
    step(GOTEBORG, post(BROKER, response(id, 2)).id(), "accept", "");

    assertThat(step(GOTEBORG, id, "change", quantity(2)).problem()).isEqualTo("value-invalid");
    assertThat(step(GOTEBORG, id, "change", quantity(6)).status()).isEqualTo(200);
    assertThat(remaining(id)).isEqualTo(4);
    assertThat(
            step(GOTEBORG, id, "change", until(Instant.now().plus(Duration.ofDays(40)))).problem())
        .isEqualTo("date-out-of-range");
    assertThat(step(BROKER, id, "change", quantity(9)).problem()).isEqualTo("actor-not-allowed");
  }

  @Test
  void a_step_takes_no_words() {
    String id = published(offer(3, 5, ""));

    assertThat(step(GOTEBORG, id, "close", Needs.reason("cancel-reason", "other")).problem())
        .isEqualTo("value-invalid");
    assertThat(
            step(GOTEBORG, id, "close", ",{\"name\":\"comment\",\"valueString\":\"Anna ringde\"}")
                .problem())
        .isEqualTo("value-invalid");
    assertThat(step(GOTEBORG, id, "close", quantity(4)).problem()).isEqualTo("value-invalid");
    assertThat(step(GOTEBORG, id, "change", quantity(4) + quantity(5)).problem())
        .isEqualTo("value-invalid");
    assertThat(state(id)).isEqualTo("published");
  }

  @Test
  void an_announcement_is_gone_the_very_second_it_expires() throws InterruptedException {
    String id = published(offer(3, 20, ""));
    String answer = post(BROKER, response(id, 1)).id();
    Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(4);
    assertThat(step(GOTEBORG, id, "change", until(end)).status()).isEqualTo(200);
    assertThat(capacity()).isEqualTo("announced");

    Thread.sleep(Math.max(0, Duration.between(Instant.now(), end).toMillis() + 1));
    assertThat(capacity()).isEqualTo("open");
    assertThat(shown(DALARNA)).doesNotContain(id);
    assertThat(api.get(BROKER, "/fhir/Task?status=requested,accepted&_id=" + id).body())
        .doesNotContain("\"resourceType\":\"Task\"");
    assertThat(step(GOTEBORG, answer, "accept", "").problem())
        .isIn("deadline-passed", "illegal-transition", "stale-version");

    Instant late = Instant.now().plusSeconds(60);
    while (!state(id).equals("expired") && Instant.now().isBefore(late)) {
      Thread.sleep(200);
    }
    assertThat(state(id)).isEqualTo("expired");
    assertThat(state(answer)).isEqualTo("expired");
  }

  @Test
  void of_sixty_four_who_are_given_the_last_place_at_once_one_gets_it() throws Exception {
    String id = published(offer(1, 20, ""));
    List<Callable<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      String answer = announcements.respond(i % 2 == 0 ? DALARNA : FALUN_UNIT, id, 1, "");
      calls.add(
          () ->
              api.post(
                      GOTEBORG,
                      "/fhir/Task/" + answer + "/$transition",
                      Needs.step("accept", "1", ""))
                  .status());
    }
    api.token(GOTEBORG);
    ExecutorService many = Executors.newFixedThreadPool(64);
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> call : many.invokeAll(calls)) {
      statuses.add(call.get());
    }
    many.shutdown();

    assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
    assertThat(statuses).filteredOn(status -> status != 200).isSubsetOf(409, 412, 422, 503);
    assertThat(remaining(id)).isZero();
    assertThat(state(id)).isEqualTo("exhausted");
    assertThat(
            sql.sql("select remaining from vf.announcement where task_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void pages_ask_in_java_and_get_the_same_rules() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String id =
        announcements.publish(
            DALARNA,
            new Announcement.Draft(
                "request-capacity",
                "",
                Optional.empty(),
                "framfall",
                5,
                now,
                now.plus(Duration.ofDays(10)),
                List.of("14"),
                Optional.empty(),
                Optional.empty()));

    assertThat(shown(GOTEBORG_UNIT)).contains(id);
    assertThat(shown(FALUN_UNIT)).doesNotContain(id);
    assertThat(announcements.steps(GOTEBORG_UNIT, id)).isEmpty();
    assertThat(announcements.steps(DALARNA, id))
        .containsExactlyInAnyOrder("close", "withdraw", "change");
    assertThatThrownBy(() -> announcements.step(FALUN_UNIT, id, "1", "close"))
        .isInstanceOf(Refusal.class);
    announcements.step(DALARNA, id, "1", "close");
    assertThat(announcements.steps(DALARNA, id)).isEmpty();
  }

  @Test
  void for_a_referrer_of_the_unit_that_announces_there_is_no_announcement() {
    String id = published(offer(3, 20, ""));
    Caller referrer = new Caller("test", Role.REMITTENT, Optional.of("14"), GOTEBORG_UNIT.unit());
    Task task = store.read(Task.class, id);

    assertThat(shown(referrer)).doesNotContain(id);
    assertThatThrownBy(() -> announcements.step(referrer, id, "1", "withdraw"))
        .isInstanceOfSatisfying(
            Refusal.class, no -> assertThat(no.problem()).isEqualTo(Problem.NOT_FOUND));
    assertThat(relations).filteredOn(one -> one.types().contains("Task")).hasSize(1);
    for (Relations of : relations) {
      if (of.types().contains("Task")) {
        assertThat(of.maySee(referrer, task)).isFalse();
        assertThat(of.maySee(GOTEBORG_UNIT, task)).isTrue();
      }
    }
  }

  @Test
  void the_rows_can_be_made_again_from_the_resources() {
    published(offer(3, 20, "20"));

    assertThat(readModels.differences())
        .filteredOn(line -> line.contains("announcement"))
        .isEmpty();
  }

  @Test
  void the_demo_announces_test_data_alone() {
    assertThat(announcements.list(DALARNA, Announcement.Filter.ALL))
        .filteredOn(one -> one.text().orElse("").contains("i demon"))
        // The third ends first, and other tests put the clock on by weeks.
        .hasSizeBetween(2, 3)
        .allSatisfy(
            one ->
                assertThat(api.get(BROKER, "/fhir/Task/" + one.taskId()).body())
                    .contains("\"code\":\"HTEST\""));
  }

  private List<String> shown(Caller caller) {
    return announcements.list(caller, Announcement.Filter.ALL).stream()
        .map(Announcement::taskId)
        .toList();
  }

  private String published(String body) {
    Api.Answer answer = post(GOTEBORG, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    made.add(answer.id());
    return answer.id();
  }

  private Api.Answer post(String persona, String body) {
    return api.post(persona, "/fhir/Task", body);
  }

  private static String offer(int places, int days, String region) {
    String recipient =
        region.isEmpty()
            ? ""
            : ",\"recipient\":[{\"reference\":\"Organization/region-" + region + "\"}]";
    return Needs.capacity(places, Instant.now().plus(Duration.ofDays(days)), recipient);
  }

  private static String response(String announcement, int places) {
    return """
        {"resourceType":"Task","status":"requested","intent":"proposal",
         "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/task-kind","code":"capacity-response"}]},
         "partOf":[{"reference":"Task/%s"}],"restriction":{"repetitions":%d}}
        """
        .formatted(announcement, places);
  }

  private static String quantity(int places) {
    return input("quantity", "\"valueInteger\":" + places);
  }

  private static String until(Instant moment) {
    return input("until", "\"valueDateTime\":\"" + moment.truncatedTo(ChronoUnit.SECONDS) + "\"");
  }

  private static String input(String type, String value) {
    return ",{\"name\":\"input\",\"part\":[{\"name\":\"type\",\"valueCoding\":{\"code\":\""
        + type
        + "\"}},{\"name\":\"value\","
        + value
        + "}]}";
  }

  private Api.Answer step(String persona, String task, String verb, String more) {
    Api.Answer now = api.get(persona, "/fhir/Task/" + task);
    String version = now.status() == 200 ? now.first("\"versionId\":\"(\\d+)\"") : "1";
    return api.post(
        persona, "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, more));
  }

  private String state(String task) {
    return api.get(GOTEBORG, "/fhir/Task/" + task)
        .first(
            "\"businessStatus\":\\{\"coding\":\\[\\{\"system\":\"[^\"]*\",\"code\":\"([^\"]*)\"");
  }

  private int remaining(String task) {
    return Integer.parseInt(
        api.get(GOTEBORG, "/fhir/Task/" + task)
            .first("remaining-places\",\"valueInteger\":(\\d+)"));
  }

  /**
   * What find-provider says of Demokliniken Göteborg's capacity: its entry ends with its search.
   */
  private String capacity() {
    return capacity("");
  }

  private String capacity(String asOf) {
    Api.Answer answer = api.get(BROKER, FIND + asOf);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Pattern.compile("\"url\":\"capacity\",\"valueCode\":\"([a-z]*)\"|\"id\":\"([^\"]*)\"")
        .matcher(answer.body())
        .results()
        .reduce(
            new String[] {"", ""},
            (found, next) -> {
              String said = next.group(1);
              if (said != null) {
                found[0] = said;
              } else if ("goteborg-hoftprotes".equals(next.group(2)) && found[1].isEmpty()) {
                found[1] = found[0];
              }
              return found;
            },
            (one, other) -> one)[1];
  }
}
