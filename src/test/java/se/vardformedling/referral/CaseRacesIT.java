package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static se.vardformedling.cast.Cases.BROKER;
import static se.vardformedling.cast.Cases.GOTEBORG;
import static se.vardformedling.cast.Cases.REFERRER;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;

/** Sixty-four who want the same at once: one gets it, and the others are told so. */
@NodeIT
class CaseRacesIT {
  private static final int CLIENTS = 64;
  private static final String REASON = Needs.reason("cancel-reason", "no-longer-needed");
  private static final String DECLINED = Needs.reason("patient-decline-reason", "distance");
  private static final String TAKEN = Needs.reason("inquiry-reject-reason", "no-capacity");
  @LocalServerPort int port;

  @Autowired
  @Qualifier("judging")
  ValidationSupportChain judging;

  @Autowired JdbcClient sql;
  private Api api;
  private Cases cases;

  @BeforeEach
  void connect() {
    api = new Api(port);
    cases = new Cases(api);
    List.of(BROKER, REFERRER).forEach(api::token);
  }

  @Test
  void of_two_different_steps_from_one_version_one_is_taken() throws Exception {
    String task = cases.registered();

    List<Api.Answer> answers =
        all(
            i ->
                api.post(
                    BROKER,
                    "/fhir/Task/" + task + "/$transition",
                    i % 2 == 0
                        ? Needs.step("claim", "1", "")
                        : Needs.step("withdraw", "1", REASON)));

    oneOf(answers, 412);
    assertThat(cases.version(BROKER, task)).isEqualTo("2");
    assertThat(moves(task)).hasSize(2);
  }

  @Test
  void of_many_who_take_the_same_step_one_takes_it() throws Exception {
    String task = cases.registered();

    List<Api.Answer> answers =
        all(
            i ->
                api.post(
                    BROKER, "/fhir/Task/" + task + "/$transition", Needs.step("claim", "1", "")));

    oneOf(answers, 412);
    assertThat(moves(task)).containsExactly("C02", "C03");
  }

  /** Both sides at once, and no verdict known: whoever holds the case's lock must get on. */
  @Test
  void of_two_sides_that_move_one_case_at_once_nobody_waits_for_the_other() throws Exception {
    api.token(GOTEBORG);
    String task = cases.assessed();
    String inquiry = cases.accepted(task);
    String offer = cases.offer(task, inquiry);
    String ofOffer = cases.version(BROKER, offer);
    String ofInquiry = cases.version(GOTEBORG, inquiry);
    judging.invalidateCaches();

    List<Api.Answer> answers =
        all(
            i ->
                switch (i % 3) {
                  case 0 -> step(BROKER, offer, Needs.step("accept", ofOffer, ""));
                  case 1 -> step(BROKER, offer, Needs.step("reject", ofOffer, DECLINED));
                  default ->
                      step(GOTEBORG, inquiry, Needs.step("withdraw-offer", ofInquiry, TAKEN));
                });

    assertThat(answers.stream().map(Api.Answer::status)).containsOnly(200, 412);
    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSizeBetween(1, 2);
  }

  private Api.Answer step(String persona, String task, String step) {
    return api.post(persona, "/fhir/Task/" + task + "/$transition", step);
  }

  @Test
  void a_need_that_many_send_under_one_request_id_is_registered_once() throws Exception {
    String id = UUID.randomUUID().toString();
    String need = Needs.knee();

    List<Api.Answer> answers =
        all(i -> api.post(REFERRER, "/fhir/ServiceRequest", need, "X-Request-Id", id));

    assertThat(answers.stream().map(Api.Answer::status)).containsOnly(201);
    Set<String> cases =
        answers.stream()
            .map(answer -> answer.first("sid/case-id\",\"value\":\"([^\"]*)\""))
            .collect(Collectors.toSet());
    assertThat(cases).hasSize(1);
  }

  @Test
  void every_step_that_is_sent_again_is_answered_again_and_changes_nothing() {
    String task = cases.registered();
    for (String verb : List.of("claim", "assess", "start-search")) {
      String id = UUID.randomUUID().toString();
      String step = Needs.step(verb, cases.version(BROKER, task), "");
      String path = "/fhir/Task/" + task + "/$transition";

      Api.Answer first = api.post(BROKER, path, step, "X-Request-Id", id);
      int events = moves(task).size();
      Api.Answer again = api.post(BROKER, path, step, "X-Request-Id", id);

      assertThat(first.status()).as(verb).isEqualTo(200);
      assertThat(again.body()).as(verb).isEqualTo(first.body());
      assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
      assertThat(moves(task)).as(verb).hasSize(events);
    }
  }

  private static void oneOf(List<Api.Answer> answers, int otherwise) {
    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(1);
    assertThat(answers.stream().map(Api.Answer::status).filter(status -> status != 200))
        .containsOnly(otherwise);
  }

  private static List<Api.Answer> all(IntFunction<Api.Answer> call) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<Api.Answer>> calls =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> (Callable<Api.Answer>) () -> call.apply(i))
              .toList();
      List<Api.Answer> answers = new ArrayList<>();
      for (Future<Api.Answer> answer : clients.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      clients.shutdown();
    }
  }

  private List<String> moves(String task) {
    return sql.sql("select move from vf.case_event where task_id = :task order by id")
        .param("task", task)
        .query(String.class)
        .list();
  }
}
