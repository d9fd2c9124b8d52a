package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Api.Answer;
import se.vardformedling.cast.Needs;

@NodeIT
class ReplayIT {
  private static final String REFERRER = "referrer-dalarna";
  private static final String BROKER = "broker-dalarna";

  @LocalServerPort private int port;
  @Autowired private JdbcClient sql;
  private Api api;
  private final String id = UUID.randomUUID().toString();

  @BeforeEach
  void meet() {
    api = new Api(port);
  }

  @Test
  void a_need_that_is_sent_twice_is_registered_once_and_answered_twice() {
    String need = Needs.knee();

    Answer first = register(need);
    Answer again = register(need);

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));
    assertThat(again.headers().firstValue("ETag")).isEqualTo(first.headers().firstValue("ETag"));
    assertThat(again.headers().firstValue("X-Request-Id")).contains(id);
    assertThat(first.headers().firstValue("Idempotent-Replay")).isEmpty();
    assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
  }

  @Test
  void another_body_under_the_same_request_id_is_refused() {
    register(Needs.knee());

    Answer other = register(Needs.knee().replace("NGB49", "CJE20"));

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.problem()).isEqualTo("request-id-reused");
  }

  @Test
  void a_transition_that_is_sent_twice_is_made_once() {
    String task = task(register(Needs.knee()));
    String step = Needs.step("claim", "1", "");
    String request = UUID.randomUUID().toString();

    Answer first = step(task, step, request);
    Answer again = step(task, step, request);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("ETag")).contains("W/\"2\"");
  }

  @Test
  void a_change_of_our_own_rows_that_is_sent_twice_is_made_once_and_logged_as_it_is_made() {
    // Something that the referring unit does not give itself: its own wait puts nothing at risk.
    String calm =
        Needs.knee()
            .replace("urn:oid:1.2.752.116.1.3.2.1.4", Canonical.codeSystem("vardtjanst"))
            .replace("NGB49", "framfall");
    String task = task(register(calm));
    step(task, Needs.step("claim", "1", ""), UUID.randomUUID().toString());
    step(task, Needs.step("assess", "2", ""), UUID.randomUUID().toString());
    String request = UUID.randomUUID().toString();

    Answer first = decide(task, "chose-other-region", request);
    Answer again = decide(task, "chose-other-region", request);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
    assertThat(api.get(BROKER, "/fhir/Task/" + task).body()).contains("\"versionId\":\"3\"");
    assertThat(decide(task, "regretted", request).problem()).isEqualTo("request-id-reused");
    assertThat(logged(request)).containsExactly("$record-guarantee-event Task", "repeat");
    assertThat(inItsTransaction(request)).isEqualTo(1);
  }

  @Test
  void a_regions_limit_that_is_sent_twice_is_set_once_and_another_under_its_id_is_refused() {
    String request = UUID.randomUUID().toString();

    Answer first = limit(85, request);
    Answer again = limit(85, request);

    assertThat(first.status()).as(first.body()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.headers().firstValue("Idempotent-Replay")).contains("true");
    assertThat(limit(84, request).problem()).isEqualTo("request-id-reused");
    assertThat(inItsTransaction(request)).isEqualTo(1);
  }

  @Test
  void what_was_refused_is_judged_anew() {
    String task = task(register(Needs.knee()));
    String request = UUID.randomUUID().toString();
    String assess = Needs.step("assess", "2", "");
    assertThat(step(task, assess, request).status()).isEqualTo(412);

    step(task, Needs.step("claim", "1", ""), UUID.randomUUID().toString());

    assertThat(step(task, assess, request).status()).isEqualTo(200);
  }

  @Test
  void a_bundle_that_is_sent_twice_is_carried_out_once() {
    String bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
          {"fullUrl":"urn:uuid:%s","request":{"method":"POST","url":"ServiceRequest"},"resource":%s}]}
        """
            .formatted(UUID.randomUUID(), Needs.knee());

    Answer first = api.post(REFERRER, "/fhir", bundle, "X-Request-Id", id);
    Answer again = api.post(REFERRER, "/fhir", bundle, "X-Request-Id", id);

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Test
  void sixteen_at_once_make_one_case_and_all_learn_its_case_id() throws Exception {
    String need = Needs.knee();
    api.token(REFERRER);
    ExecutorService pool = Executors.newFixedThreadPool(16);
    List<Callable<Answer>> tries =
        IntStream.range(0, 16).<Callable<Answer>>mapToObj(i -> () -> register(need)).toList();

    Set<String> bodies =
        pool.invokeAll(tries).stream().map(ReplayIT::get).collect(Collectors.toSet());
    pool.shutdown();

    assertThat(bodies).hasSize(1);
    assertThat(bodies.iterator().next()).startsWith("201 ");
  }

  @Test
  void an_answer_that_was_lost_with_the_program_is_told_from_what_was_written() {
    String need = Needs.knee();
    Answer first = register(need);
    forget(id);

    Answer again = register(need);

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.headers().firstValue("Location"))
        .isEqualTo(first.headers().firstValue("Location"));

    String task = task(first);
    String request = UUID.randomUUID().toString();
    String claim = Needs.step("claim", "1", "");
    step(task, claim, request);
    forget(request);
    Answer step = step(task, claim, request);
    assertThat(step.status()).isEqualTo(200);
    assertThat(step.body()).contains("need-assessment").contains("\"id\":\"" + task + "\"");
  }

  @Test
  void the_same_request_id_from_somebody_else_is_another_request() {
    Answer first = register(Needs.knee());

    Answer other = api.post(BROKER, "/fhir/ServiceRequest", Needs.knee(), "X-Request-Id", id);

    assertThat(other.status()).isEqualTo(201);
    assertThat(other.id()).isNotEqualTo(first.id());
  }

  private Answer register(String need) {
    return api.post(REFERRER, "/fhir/ServiceRequest", need, "X-Request-Id", id);
  }

  private Answer step(String task, String step, String request) {
    return api.post(BROKER, "/fhir/Task/" + task + "/$transition", step, "X-Request-Id", request);
  }

  private Answer decide(String task, String event, String request) {
    return api.post(
        BROKER,
        "/fhir/Task/" + task + "/$record-guarantee-event",
        """
        {"resourceType":"Parameters","parameter":[{"name":"event","valueCode":"%s"},{"name":"version","valueString":"3"}]}
        """
            .formatted(event),
        "X-Request-Id",
        request);
  }

  /** Of a day that no test's clock reaches. */
  private Answer limit(int days, String request) {
    return api.post(
        BROKER,
        "/fhir/Task/$set-guarantee-limit",
        """
        {"resourceType":"Parameters","parameter":[{"name":"vardtjanst","valueCode":"koloskopi"},
          {"name":"kind","valueCode":"treatment"},{"name":"validFrom","valueDate":"2099-01-01"},{"name":"days","valueInteger":%d}]}
        """
            .formatted(days),
        "X-Request-Id",
        request);
  }

  /** The actions that the log has under the request's id, in order. */
  private List<String> logged(String request) {
    return sql.sql(
            "select action from vf.access_log where request_id = :id::uuid and status < 300 order by id")
        .param("id", request)
        .query(String.class)
        .list();
  }

  /** Rows of the log that were written in the very transaction that carried the request out. */
  private int inItsTransaction(String request) {
    return sql.sql(
            """
            select count(*) from vf.access_log l join vf.replay r using (request_id)
             where request_id = :id::uuid and l.xmin = r.tx::xid
            """)
        .param("id", request)
        .query(Integer.class)
        .single();
  }

  private String task(Answer need) {
    String caseId = need.first("(VF-[0-9A-Z]{12})");
    return api.get(
            BROKER,
            "/fhir/Task?code=broker-case&group-identifier=https://fhir.vardformedling.example/sid/case-id%7C"
                + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  private void forget(String request) {
    sql.sql("update vf.replay set status = null, body = null where request_id = :id::uuid")
        .param("id", request)
        .update();
  }

  private static String get(Future<Answer> answer) {
    try {
      return answer.get().status() + " " + answer.get().body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
