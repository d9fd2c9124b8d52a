package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static se.vardformedling.cast.Cases.BROKER;
import static se.vardformedling.cast.Cases.GOTEBORG;
import static se.vardformedling.cast.Cases.REFERRER;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

@NodeIT
class PlainChangesIT {
  private static final String STATE = "/businessStatus/coding/0/code";
  @LocalServerPort int port;
  private Api api;
  private Cases cases;

  @BeforeEach
  void connect() {
    api = new Api(port);
    cases = new Cases(api);
  }

  @Test
  void a_patch_to_the_next_state_is_the_step_itself() {
    String task = cases.registered();

    Api.Answer patched =
        patch(BROKER, task, replace(STATE, "need-assessment"), replace("/status", "received"));

    assertThat(patched.status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("need-assessment");
    assertThat(patch(BROKER, task, replace("/status", "accepted")).status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("need-assessed");
  }

  @Test
  void how_a_case_ended_is_not_guessed_from_a_status() {
    String task = cases.assessed();

    assertThat(patch(BROKER, task, replace("/status", "completed")).problem())
        .isEqualTo("illegal-transition");
    assertThat(cases.state(task)).isEqualTo("need-assessed");
    assertThat(patch(BROKER, task, replace(STATE, "closed-home-unit")).status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("closed-home-unit");
  }

  @Test
  void a_patch_has_the_same_effects_and_wants_the_same_inputs() {
    String task = cases.assessed();
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    String date =
        "{\"op\":\"add\",\"path\":\"/output\",\"value\":[{\"type\":{\"coding\":[{\"system\":"
            + "\"https://fhir.vardformedling.example/CodeSystem/task-output\",\"code\":\"earliest-date\"}]},"
            + "\"valueDate\":\""
            + Cases.today().plusDays(9)
            + "\"}]}";

    assertThat(patch(GOTEBORG, inquiry, replace(STATE, "offer-made")).problem())
        .isEqualTo("input-missing");
    assertThat(patch(GOTEBORG, inquiry, replace(STATE, "offer-made"), date).status())
        .isEqualTo(200);
    assertThat(cases.state(inquiry)).isEqualTo("offer-made");
    assertThat(cases.state(task)).isEqualTo("provider-proposed");
  }

  @Test
  void anything_else_is_refused_with_what_is_allowed() {
    String task = cases.registered();

    Api.Answer skipped = patch(BROKER, task, replace(STATE, "settled"));
    assertThat(skipped.problem()).isEqualTo("illegal-transition");
    assertThat(skipped.body()).contains("claim");
    assertThat(patch(BROKER, task, replace("/priority", "stat")).problem())
        .isEqualTo("illegal-transition");
    assertThat(patch(REFERRER, task, replace(STATE, "need-assessment")).problem())
        .isEqualTo("actor-not-allowed");
    String whole = api.get(BROKER, "/fhir/Task/" + task).body();
    assertThat(
            api.put(
                    BROKER,
                    "/fhir/Task/" + task,
                    whole.replace("\"intent\":\"order\"", "\"intent\":\"plan\""),
                    "If-Match",
                    "W/\"1\"")
                .status())
        .isEqualTo(422);
    assertThat(cases.state(task)).isEqualTo("need-registered");
  }

  @Test
  void a_need_may_change_while_it_is_written_and_only_a_little_once_providers_are_asked() {
    Api.Answer draft =
        api.post(
            REFERRER,
            "/fhir/ServiceRequest",
            Needs.knee().replace("\"status\":\"active\"", "\"status\":\"draft\""));
    String need = "/fhir/ServiceRequest/" + draft.id();
    String task = cases.taskOf(draft);
    assertThat(cases.state(task)).isEqualTo("need-draft");

    assertThat(
            patchNeed(need, "{\"op\":\"add\",\"path\":\"/priority\",\"value\":\"routine\"}")
                .status())
        .isEqualTo(200);
    assertThat(patchNeed(need, replace("/status", "active")).status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("need-registered");
    assertThat(patchNeed(need, replace("/status", "revoked")).problem())
        .isEqualTo("illegal-transition");

    cases.step(BROKER, task, "claim", "");
    cases.step(BROKER, task, "assess", "");
    assertThat(patchNeed(need, replace("/priority", "urgent")).status()).isEqualTo(200);
    String reason =
        "{\"op\":\"add\",\"path\":\"/reasonCode\",\"value\":[{\"coding\":[{\"system\":"
            + "\"urn:oid:1.2.752.116.1.1.1\",\"code\":\"M171\"}]}]}";
    assertThat(patchNeed(need, reason).problem()).isEqualTo("illegal-transition");
    cases.step(BROKER, task, "request-information", Needs.code("question", "criteria"));
    assertThat(patchNeed(need, reason).status()).isEqualTo(200);
    cases.step(BROKER, task, "resume", "");
    cases.step(BROKER, task, "withdraw", Needs.reason("cancel-reason", "no-longer-needed"));
    assertThat(patchNeed(need, replace("/priority", "asap")).problem())
        .isEqualTo("illegal-transition");
  }

  private Api.Answer patchNeed(String need, String operation) {
    String version = api.get(REFERRER, need).first("\"versionId\":\"(\\d+)\"");
    return send(REFERRER, need, version, "[" + operation + "]");
  }

  private Api.Answer patch(String persona, String task, String... operations) {
    return send(
        persona,
        "/fhir/Task/" + task,
        cases.version(persona, task),
        "[" + String.join(",", operations) + "]");
  }

  private Api.Answer send(String persona, String path, String version, String body) {
    return api.send(
        persona,
        "PATCH",
        path,
        "application/json-patch+json",
        body,
        "If-Match",
        "W/\"" + version + "\"");
  }

  private static String replace(String path, String value) {
    return "{\"op\":\""
        + (path.equals("/priority") ? "add" : "replace")
        + "\",\"path\":\""
        + path
        + "\",\"value\":\""
        + value
        + "\"}";
  }
}
