package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
import se.vardformedling.identifier.CaseId;

@NodeIT
class CaseIT {
  private static final String BROKER = "broker-dalarna";
  private static final String REFERRER = "referrer-dalarna";
  private static final String GOTEBORG = "provider-goteborg";
  private static final LocalDate SOON = LocalDate.of(2027, 1, 15);

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void a_need_gets_a_case_id_a_vardtjanst_and_the_last_day_of_its_guarantee() {
    Api.Answer need = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee());

    assertThat(need.status()).isEqualTo(201);
    assertThat(CaseId.parse(need.first("sid/case-id\",\"value\":\"([^\"]*)\""))).isPresent();
    assertThat(need.body())
        .contains("\"code\":\"knaprotes\"")
        .contains("\"code\":\"NGB49\",\"userSelected\":true")
        .contains("\"url\":\"due\"");
    assertThat(caseOf(need)).isNotEmpty();
  }

  @Test
  void a_need_with_a_case_id_of_its_own_making_or_an_unknown_code_is_refused() {
    String own =
        "\"requisition\":{\"system\":\"https://fhir.vardformedling.example/sid/case-id\",\"value\":\""
            + CaseId.mint()
            + "\"},";
    assertThat(
            api.post(
                    REFERRER,
                    "/fhir/ServiceRequest",
                    Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49", own))
                .problem())
        .isEqualTo("value-invalid");
    assertThat(
            api.post(
                    REFERRER,
                    "/fhir/ServiceRequest",
                    Needs.need("urn:oid:1.2.752.116.1.3.2.1.4", "ZZZ99", ""))
                .problem())
        .isEqualTo("code-invalid");
  }

  @ParameterizedTest
  @CsvSource({
    "code,https://fhir.vardformedling.example/CodeSystem/vardtjanst,lodjursson,code-invalid",
    "code,urn:oid:1.2.752.116.1.3.2.1.4,Lodjursson,code-invalid",
    "reasonCode,urn:oid:1.2.752.116.1.1.1,Lodjursson,code-invalid",
    "reasonCode,http://snomed.info/sct,Lodjursson,code-invalid",
    "criterion,language,lodjursson-bo,value-invalid",
    "home-region,urn:oid:1.2.752.129.2.2.1.18,lodjursson,value-invalid",
    "home-region,urn:oid:1.2.752.129.2.2.1.18,99,value-invalid",
    "clock,https://fhir.vardformedling.example/CodeSystem/clock-kind,lodjursson,code-invalid",
    "criterion,asa,lodjursson,value-invalid"
  })
  void a_name_in_the_place_of_a_code_is_not_kept(
      String place, String system, String code, String problem) {
    String coding = "{\"system\":\"%s\",\"code\":\"%s\"}".formatted(system, code);
    String need =
        switch (place) {
          case "code" -> Needs.knee().replace("\"NGB49\"}", "\"NGB49\"}," + coding);
          case "reasonCode" ->
              Needs.need(
                  "urn:oid:1.2.752.116.1.3.2.1.4",
                  "NGB49",
                  "\"reasonCode\":[{\"coding\":[%s]}],".formatted(coding));
          case "home-region" ->
              Needs.knee().replace("\"code\":\"20\"", "\"code\":\"" + code + "\"");
          case "clock" -> Needs.knee().replace("\"treatment\"", "\"" + code + "\"");
          default -> criterion(system, code);
        };

    Api.Answer refused = api.post(REFERRER, "/fhir/ServiceRequest", need);

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 " + problem);
    assertThat(refused.body()).doesNotContainIgnoringCase("lodjursson").contains("ServiceRequest.");
    assertThat(
            sql.sql("select count(*) from hapi.hfj_res_ver where res_text_vc ilike '%lodjursson%'")
                .query(Integer.class)
                .single())
        .isZero();
  }

  private static String criterion(String criterion, String value) {
    return Needs.knee()
        .replace(
            "\"extension\":[{\"url\":\"https",
            ("\"extension\":[{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/need-criteria\","
                    + "\"extension\":[{\"url\":\"code\",\"valueCode\":\"%s\"},{\"url\":\"value\",\"valueCode\":\"%s\"}]},"
                    + "{\"url\":\"https")
                .formatted(criterion, value));
  }

  @Test
  void a_known_criterion_is_kept_and_a_code_of_another_system_stays_with_its_sender() {
    String need = criterion("language", "sv");
    String withOwn =
        need.replace(
            "\"NGB49\"}", "\"NGB49\"},{\"system\":\"https://mora.example/own\",\"code\":\"K1\"}");

    Api.Answer kept = api.post(REFERRER, "/fhir/ServiceRequest", need);
    assertThat(kept.status()).as(kept.body()).isEqualTo(201);
    assertThat(kept.body()).contains("\"sv\"");
    Api.Answer refused = api.post(REFERRER, "/fhir/ServiceRequest", withOwn);
    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 code-invalid");
    assertThat(refused.body())
        .contains("\"expression\":[\"ServiceRequest.code.coding\"]")
        .doesNotContain("K1");
  }

  @Test
  void a_measure_that_stands_for_several_is_what_the_reason_says() {
    String removal = "LCD04";
    String system = "urn:oid:1.2.752.116.1.3.2.1.4";
    String reason =
        "\"reasonCode\":[{\"coding\":[{\"system\":\"urn:oid:1.2.752.116.1.1.1\",\"code\":\"D25.1\"}]}],";

    Api.Answer unsaid = api.post(REFERRER, "/fhir/ServiceRequest", Needs.need(system, removal, ""));
    assertThat(unsaid.problem()).isEqualTo("code-invalid");
    assertThat(unsaid.body()).contains("several");
    Api.Answer said =
        api.post(REFERRER, "/fhir/ServiceRequest", Needs.need(system, removal, reason));
    assertThat(said.status()).as(said.body()).isEqualTo(201);
    assertThat(api.get(REFERRER, "/fhir/ServiceRequest/" + said.id()).body())
        .contains("\"code\":\"hysterektomi\"")
        .doesNotContain("framfall");
  }

  @Test
  void a_step_needs_the_version_that_was_read() {
    String task = newCase();

    assertThat(
            api.post(BROKER, "/fhir/Task/" + task + "/$transition", Needs.step("claim", "", ""))
                .status())
        .isEqualTo(428);
    assertThat(
            api.post(BROKER, "/fhir/Task/" + task + "/$transition", Needs.step("claim", "7", ""))
                .status())
        .isEqualTo(412);
    Api.Answer claimed =
        api.post(
            BROKER,
            "/fhir/Task/" + task + "/$transition",
            Needs.step("claim", "", ""),
            "If-Match",
            "W/\"1\"");
    assertThat(claimed.status()).isEqualTo(200);
    assertThat(claimed.headers().firstValue("ETag")).contains("W/\"2\"");
  }

  @Test
  void a_step_that_does_not_exist_says_what_does_and_one_that_is_not_ones_own_is_forbidden() {
    String task = newCase();

    Api.Answer wrong = step(BROKER, task, "settle", "");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem()).isEqualTo("illegal-transition");
    assertThat(wrong.body()).contains("from need-registered").contains("claim");
    assertThat(step(REFERRER, task, "claim", "").problem()).isEqualTo("actor-not-allowed");
  }

  @Test
  void another_partys_case_is_as_if_it_had_never_been() {
    String task = newCase();

    Api.Answer foreign = api.get(GOTEBORG, "/fhir/Task/" + task);
    Api.Answer never = api.get(GOTEBORG, "/fhir/Task/00000000-0000-0000-0000-000000000000");
    assertThat(foreign.status()).isEqualTo(404);
    assertThat(foreign.body()).isEqualTo(never.body());
    assertThat(step(GOTEBORG, task, "claim", "").status()).isEqualTo(404);
    assertThat(api.get(GOTEBORG, "/fhir/Task?_id=" + task).body())
        .contains("\"total\":0")
        .doesNotContain("businessStatus");
    assertThat(api.get(GOTEBORG, "/fhir/Task/" + task + "/_history").body())
        .doesNotContain("businessStatus");
  }

  @Test
  void what_is_said_to_be_available_is_what_succeeds() {
    String task = newCase();
    step(BROKER, task, "claim", "");
    String said = api.get(BROKER, "/fhir/Task/" + task + "/$available-transitions").body();

    for (Move move : Machines.CASE.moves()) {
      if (!move.verb().isEmpty() && !move.verb().equals("assess")) {
        boolean possible = said.contains("\"valueCode\":\"" + move.verb() + "\"");
        boolean here = move.from().contains("need-assessment") && move.actors().contains(Actor.BR);
        assertThat(
                Machines.CASE
                    .move("need-assessment", move.verb())
                    .filter(m -> m.actors().contains(Actor.BR))
                    .isPresent())
            .as(move.verb())
            .isEqualTo(possible);
        assertThat(!here || possible).as(move.verb()).isTrue();
      }
    }
    assertThat(step(BROKER, task, "assess", "").status()).isEqualTo(200);
  }

  @Test
  void a_no_from_the_provider_needs_a_reason_and_sends_the_case_back_to_searching() {
    String task = assessed();
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();

    assertThat(step(GOTEBORG, inquiry, "reject", "").problem()).isEqualTo("reason-mandatory");
    assertThat(
            step(GOTEBORG, inquiry, "reject", Needs.reason("inquiry-reject-reason", "no-capacity"))
                .status())
        .isEqualTo(200);
    assertThat(state(task)).isEqualTo("searching");
  }

  @Test
  void the_same_provider_is_not_asked_twice_at_once() {
    String task = assessed();

    assertThat(api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).status())
        .isEqualTo(201);
    assertThat(api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).problem())
        .isEqualTo("case-duplicate");
  }

  @Test
  void a_selected_provider_takes_one_place_and_a_refused_order_gives_it_back() {
    String task = accepted();
    int before = reserved();

    assertThat(step(BROKER, task, "select", "").status()).isEqualTo(200);
    assertThat(reserved()).isEqualTo(before + 1);
    assertThat(step(BROKER, task, "select", "").problem()).isEqualTo("illegal-transition");

    String order =
        api.get(GOTEBORG, "/fhir/Task?code=fulfill&group-identifier=" + caseId(task))
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    assertThat(
            step(GOTEBORG, order, "reject", Needs.reason("order-fail-reason", "capacity")).status())
        .isEqualTo(200);
    assertThat(reserved()).isEqualTo(before);
    assertThat(state(task)).isEqualTo("searching");
  }

  @Test
  void of_many_who_take_the_same_step_at_once_one_wins() throws Exception {
    String task = newCase();
    ExecutorService many = Executors.newFixedThreadPool(16);
    List<Callable<Integer>> calls =
        IntStream.range(0, 16)
            .mapToObj(
                i ->
                    (Callable<Integer>)
                        () ->
                            api.post(
                                    BROKER,
                                    "/fhir/Task/" + task + "/$transition",
                                    Needs.step("claim", "1", ""))
                                .status())
            .toList();
    api.token(BROKER);
    List<Integer> statuses = many.invokeAll(calls).stream().map(CaseIT::value).sorted().toList();
    many.shutdown();

    assertThat(statuses.get(0)).isEqualTo(200);
    assertThat(statuses.subList(1, 16)).containsOnly(412);
  }

  @Test
  void a_task_changes_by_its_transitions_only() {
    String task = newCase();
    String body = api.get(BROKER, "/fhir/Task/" + task).body();

    assertThat(
            api.put(
                    BROKER,
                    "/fhir/Task/" + task,
                    body.replace("need-registered", "settled"),
                    "If-Match",
                    "W/\"1\"")
                .problem())
        .isEqualTo("illegal-transition");
    assertThat(api.put(BROKER, "/fhir/Task/" + task, body).status()).isEqualTo(428);
  }

  @Test
  void a_withdrawn_case_leaves_nothing_open() {
    String task = assessed();
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();

    assertThat(
            step(BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"))
                .status())
        .isEqualTo(200);
    assertThat(state(task)).isEqualTo("closed-withdrawn");
    assertThat(state(inquiry)).isEqualTo("not-selected");
  }

  @Test
  void a_step_makes_one_version_of_the_case_and_one_of_the_need_and_tells_of_every_move() {
    Api.Answer registered = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee());
    String need = "/fhir/ServiceRequest/" + registered.id();
    String task = caseOf(registered);
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    int ofCase = version("/fhir/Task/" + task);
    int ofNeed = version(need);

    api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes"));

    assertThat(moves(task)).endsWith("C08", "C09");
    assertThat(version("/fhir/Task/" + task)).isEqualTo(ofCase + 1);
    assertThat(version(need)).as("who is asked may read it").isEqualTo(ofNeed + 1);

    step(BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"));

    assertThat(version("/fhir/Task/" + task)).isEqualTo(ofCase + 2);
    assertThat(version(need)).as("ended, and hidden").isEqualTo(ofNeed + 2);
    assertThat(api.get(BROKER, need).body()).contains("\"status\":\"revoked\"");
    assertThat(api.get(GOTEBORG, need).status()).isEqualTo(404);
  }

  private int version(String path) {
    return Integer.parseInt(api.get(BROKER, path).first("\"versionId\":\"(\\d+)\""));
  }

  private List<String> moves(String task) {
    return sql.sql("select move from vf.case_event where task_id = :task order by id")
        .param("task", task)
        .query(String.class)
        .list();
  }

  @Test
  void a_provider_that_has_left_the_case_reads_its_need_no_longer() {
    Api.Answer registered = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee());
    String need = "/fhir/ServiceRequest/" + registered.id();
    String task = caseOf(registered);
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "falun-knaprotes"));
    String asked = api.get(GOTEBORG, need).first("\"versionId\":\"(\\d+)\"");
    assertThat(api.get("provider-falun", need).status()).isEqualTo(200);

    step(GOTEBORG, inquiry, "reject", Needs.reason("inquiry-reject-reason", "no-capacity"));

    assertThat(api.get(GOTEBORG, need).status()).isEqualTo(404);
    assertThat(api.get(GOTEBORG, need + "/_history/" + asked).status()).isEqualTo(404);
    assertThat(api.get(GOTEBORG, need + "/_history").status()).isEqualTo(404);
    assertThat(api.get(GOTEBORG, "/fhir/ServiceRequest?_id=" + registered.id()).body())
        .contains("\"total\":0");
    assertThat(api.get(GOTEBORG, "/fhir/Task/" + inquiry).status()).isEqualTo(200);
    assertThat(api.get("provider-falun", need).status()).isEqualTo(200);
  }

  @Test
  void a_question_that_was_asked_before_does_not_keep_the_need_open_to_who_has_left() {
    Api.Answer registered = api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee());
    String need = "/fhir/ServiceRequest/" + registered.id();
    String task = caseOf(registered);
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    Api.Answer asked =
        step(GOTEBORG, inquiry, "request-information", Needs.code("question", "criteria"));
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    assertThat(api.get(GOTEBORG, need).status()).isEqualTo(200);

    step(BROKER, inquiry, "withdraw", "");

    assertThat(state(inquiry)).isEqualTo("withdrawn");
    assertThat(api.get(GOTEBORG, need).status()).isEqualTo(404);
    assertThat(api.get(REFERRER, need).status()).isEqualTo(200);
  }

  private String newCase() {
    return caseOf(api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee()));
  }

  private String caseOf(Api.Answer need) {
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    return api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  private String assessed() {
    String task = newCase();
    step(BROKER, task, "claim", "");
    step(BROKER, task, "assess", "");
    return task;
  }

  private String accepted() {
    String task = assessed();
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    step(GOTEBORG, inquiry, "accept", Needs.date("earliest-date", SOON));
    String offer = api.post(BROKER, "/fhir/Task", Needs.offer(task, inquiry)).id();
    step(BROKER, offer, "accept", "");
    assertThat(state(task)).isEqualTo("patient-accepted");
    return task;
  }

  private Api.Answer step(String persona, String task, String verb, String more) {
    Api.Answer now = api.get(persona, "/fhir/Task/" + task);
    String version = now.status() == 200 ? now.first("\"versionId\":\"(\\d+)\"") : "1";
    return api.post(
        persona, "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, more));
  }

  private String state(String task) {
    return api.get(BROKER, "/fhir/Task/" + task)
        .first(
            "\"businessStatus\":\\{\"coding\":\\[\\{\"system\":\"[^\"]*\",\"code\":\"([^\"]*)\"");
  }

  private String caseId(String task) {
    return api.get(BROKER, "/fhir/Task/" + task).first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private int reserved() {
    return sql.sql("select sum(reserved) from vf.volume where service_id = 'goteborg-knaprotes'")
        .query(Integer.class)
        .single();
  }

  private static int value(Future<Integer> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
