package se.vardformedling.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
import se.vardformedling.security.Caller;

/** With a real receiver on this machine. */
@NodeIT
class NotificationsIT {
  private static final String BROKER = "broker-dalarna";
  private static final String REFERRER = "referrer-dalarna";
  private static final String GOTEBORG = "provider-goteborg";
  private static final String CASES = "Task?code=broker-case";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired DeliverChanges deliver;
  @Autowired Outbox outbox;
  @Autowired ForgetNotifications forget;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final AtomicInteger answer = new AtomicInteger(200);
  private final AtomicInteger elsewhere = new AtomicInteger();
  private final List<String> made = new ArrayList<>();
  private HttpServer receiver;
  private String endpoint;
  private Api api;

  private record Received(String signature, String id, String type, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    api = new Api(port);
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    endpoint = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
    receiver.createContext(
        "/hook",
        exchange -> {
          received.add(
              new Received(
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Vf-Notification")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("X-Vf-Notification-Id")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                  exchange.getRequestBody().readAllBytes()));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(answer.get(), -1);
          exchange.close();
        });
    receiver.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void hangUp() {
    made.forEach(
        id ->
            sql.sql("update vf.subscriber set active = false where subscription_id = :id")
                .param("id", id)
                .update());
    receiver.stop(0);
  }

  @Test
  void every_change_is_told_once_in_order_with_ids_only_and_signed() throws Exception {
    String id = subscribed(BROKER, CASES);
    String task = newCase();
    step(task, "claim");
    step(task, "assess");

    await(() -> received.size() >= 3);
    assertThat(received).extracting(Received::text).containsExactlyElementsOf(told(id));
    for (int version = 1; version <= 3; version++) {
      String address = "Task/" + task + "/_history/" + version;
      assertThat(received.get(version - 1).text())
          .contains("\"location\":\"" + address + "\"", "\"etag\":\"W/\\\"" + version + "\\\"\"")
          .doesNotContain("\"resource\":", "VF-", "knaprotes", "businessStatus");
    }
    JWKSet keys = JWKSet.parse(api.get("", "/.well-known/vf-notify.json").body());
    assertThat(keys.toString()).doesNotContain("\"d\":");
    for (Received one : received) {
      SignedJWT jwt = SignedJWT.parse(one.signature());
      assertThat(
              jwt.verify(
                  new ECDSAVerifier(keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toECKey())))
          .isTrue();
      assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(endpoint);
      assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("Subscription/" + id);
      assertThat(jwt.getJWTClaimsSet().getJWTID()).isEqualTo(one.id());
      assertThat(jwt.getJWTClaimsSet().getStringClaim("body_sha256"))
          .isEqualTo(NodeKey.digest(one.body()));
    }
  }

  @Test
  void it_sees_by_the_rights_of_whoever_has_asked_for_it_last() {
    Subscriber first = outbox.find(subscribed(BROKER, CASES)).orElseThrow();
    Caller owner = first.owner();
    Caller later =
        new Caller(
            "another",
            owner.role(),
            owner.region(),
            owner.unit(),
            owner.units(),
            Optional.of(Set.of("system/Task.rs")));
    outbox.keep(
        new Subscriber(
            first.id(),
            first.criteria(),
            first.endpoint(),
            first.withIds(),
            false,
            first.ends(),
            later,
            0,
            Optional.empty(),
            null,
            Optional.empty()));

    assertThat(outbox.find(first.id()).map(Subscriber::owner)).contains(later);
  }

  @Test
  void what_waits_for_a_subscription_that_is_off_is_forgotten_after_three_months() {
    String id = subscribed(BROKER, CASES);
    sql.sql("update vf.subscriber set active = false where subscription_id = :id")
        .param("id", id)
        .update();
    for (int days : new int[] {89, 91}) {
      sql.sql(
              "insert into vf.notification (id, subscription_id, resource_type, resource_id,"
                  + " resource_version, created_at) values (:uuid, :id, 'Task', :days, '1', now() -"
                  + " make_interval(days => :ago))")
          .param("uuid", id + days)
          .param("id", id)
          .param("days", "of-" + days)
          .param("ago", days)
          .update();
    }
    forget.run();

    assertThat(
            sql.sql(
                    "select resource_id from vf.notification where subscription_id = :id and"
                        + " done_at is null and resource_id like 'of-%'")
                .param("id", id)
                .query(String.class)
                .list())
        .containsExactly("of-89");
  }

  @Test
  void what_is_told_stands_in_the_log_with_its_case_and_to_whom() {
    String id = subscribed(BROKER, CASES);
    String task = newCase();

    deliver.due(id + "#test");
    await(() -> outcomes(id).equals(List.of("delivered")));
    assertThat(
            sql.sql(
                    """
                    select l.region || ' ' || subject || ' ' || role || ' ' || action || ' ' || l.status
                           || ' ' || recipient || ' ' || entities::text
                      from vf.access_log l join vf.case_task t on l.case_ids = array[t.case_id]
                     where t.task_id = :task and recipient is not null
                    """)
                .param("task", task)
                .query(String.class)
                .list())
        .containsExactly(
            "20 system system notify Task 200 "
                + BROKER
                + " {Subscription/"
                + id
                + ",Task/"
                + task
                + "}");
    assertThat(
            api.get("log-reviewer", "/fhir/AuditEvent?altid=" + BROKER + "&entity=Task/" + task)
                .body())
        .contains("\"code\":\"notify Task\"", "\"altId\":\"system\"", "Destination Role ID");
  }

  @Test
  void who_gets_no_turn_because_others_are_slow_asks_for_a_later_one() throws Exception {
    String id = subscribed(BROKER, CASES);
    hold(id);
    newCase();
    sql.sql("update vf.subscriber set not_before = null where subscription_id = :id")
        .param("id", id)
        .update();

    deliver.turns.acquire(DeliveryRules.TURNS);
    try {
      deliver.due(id + "#test");
      assertThat(received).isEmpty();
      assertThat(outcomes(id)).isEmpty();
      assertThat(
              sql.sql("select count(*) from vf.timer where task_instance like :turn")
                  .param("turn", id + "#turn.%")
                  .query(Integer.class)
                  .single())
          .isPositive();
    } finally {
      deliver.turns.release(DeliveryRules.TURNS);
    }

    deliver.due(id + "#turn.test");
    await(() -> outcomes(id).equals(List.of("delivered")));
  }

  @Test
  void a_receiver_that_wants_no_body_gets_none() {
    Api.Answer made =
        api.post(
            BROKER,
            "/fhir/Subscription",
            body(CASES).replace(",\"payload\":\"application/fhir+json\"", ""));
    this.made.add(made.id());
    newCase();

    await(() -> !received.isEmpty());
    assertThat(received.get(0).body()).isEmpty();
    assertThat(received.get(0).type()).isEqualTo("null");
    assertThat(received.get(0).signature()).isNotEqualTo("null");
  }

  @Test
  void who_may_not_see_a_case_is_not_told_that_there_is_one() {
    String broker = subscribed(BROKER, CASES);
    String provider = subscribed(GOTEBORG, CASES);
    newCase();

    await(() -> !received.isEmpty());
    assertThat(waitingOrTold(broker)).isEqualTo(1);
    assertThat(waitingOrTold(provider)).isZero();
    assertThat(api.get(GOTEBORG, "/fhir/Subscription/" + broker).status()).isEqualTo(404);
    assertThat(api.get(GOTEBORG, "/fhir/Subscription?criteria=a&_count=100").body())
        .doesNotContain(broker);
    assertThat(api.get(BROKER, "/fhir/Subscription/" + broker).status()).isEqualTo(200);
  }

  @Test
  void what_one_may_see_is_asked_again_when_it_is_told() {
    String id = subscribed(BROKER, CASES);
    hold(id);
    newCase();
    sql.sql(
            "update vf.subscriber set owner_region = '12', not_before = null where subscription_id = :id")
        .param("id", id)
        .update();

    deliver.due(id + "#test");
    await(() -> !outcomes(id).isEmpty());
    assertThat(received).isEmpty();
    assertThat(outcomes(id)).containsExactly("not-visible");
  }

  @Test
  void a_receiver_that_fails_is_tried_again_in_order_then_marked_then_turned_off_and_resumed() {
    String id = subscribed(BROKER, CASES);
    answer.set(503);
    String task = newCase();
    step(task, "claim");
    await(() -> !received.isEmpty());

    for (int failures = failures(id); failures < 3; failures = failures(id)) {
      again(id);
    }
    assertThat(api.get(BROKER, "/fhir/Subscription/" + id).body())
        .contains("\"status\":\"error\"", "failures in a row: the receiver answered 503");
    for (int failures = failures(id); failures < 10; failures = failures(id)) {
      again(id);
    }
    String off = api.get(BROKER, "/fhir/Subscription/" + id).body();
    assertThat(off).contains("\"status\":\"off\"", "10 failures in a row");
    assertThat(received).extracting(Received::id).containsOnly(received.get(0).id());
    int tries = received.size();
    again(id);
    assertThat(received).hasSize(tries);

    answer.set(204);
    Api.Answer resumed =
        api.put(
            BROKER,
            "/fhir/Subscription/" + id,
            off.replace("\"status\":\"off\"", "\"status\":\"requested\""));
    assertThat(resumed.status()).as(resumed.body()).isEqualTo(200);
    assertThat(resumed.body()).contains("\"status\":\"active\"").doesNotContain("failures");
    await(() -> outcomes(id).size() >= 2);
    assertThat(received.get(tries).text()).contains("/_history/1");
    assertThat(received.get(tries + 1).text()).contains("/_history/2");
    assertThat(outcomes(id)).containsExactly("delivered", "delivered");
  }

  @Test
  void a_redirection_is_a_failure_and_is_not_followed() {
    String id = subscribed(BROKER, CASES);
    answer.set(302);
    newCase();

    await(() -> failures(id) > 0);
    assertThat(elsewhere).hasValue(0);
    assertThat(outcomes(id)).isEmpty();
  }

  @Test
  void what_waits_is_told_after_the_node_that_was_telling_it_has_died() {
    String id = subscribed(BROKER, CASES);
    hold(id);
    newCase();
    sql.sql(
            """
            update vf.subscriber set not_before = null, lease = 'dead', lease_until = now() + interval '1 hour'
             where subscription_id = :id
            """)
        .param("id", id)
        .update();
    deliver.due(id + "#test");
    assertThat(received).isEmpty();

    sql.sql(
            "update vf.subscriber set lease_until = now() - interval '1 second' where subscription_id = :id")
        .param("id", id)
        .update();
    deliver.due(id + "#test");
    await(() -> !outcomes(id).isEmpty());
    assertThat(received).hasSize(1);
    assertThat(outcomes(id)).containsExactly("delivered");
  }

  @Test
  void two_who_deliver_at_once_tell_it_once() throws Exception {
    String id = subscribed(BROKER, CASES);
    hold(id);
    String task = newCase();
    step(task, "claim");
    sql.sql("update vf.subscriber set not_before = null where subscription_id = :id")
        .param("id", id)
        .update();
    ExecutorService many = Executors.newFixedThreadPool(8);
    for (var run :
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> many.submit(() -> deliver.due(id + "#" + i)))
            .toList()) {
      run.get();
    }
    many.shutdown();

    await(() -> outcomes(id).size() >= 2);
    assertThat(received).extracting(Received::text).hasSize(2);
    assertThat(received.get(0).text()).contains("/_history/1");
    assertThat(received.get(1).text()).contains("/_history/2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '§',
      value = {
        "Task?code=broker-case § Task?status=requested",
        "Task?code=broker-case § Patient?",
        "http://127.0.0.1 § http://192.168.1.1",
        "http://127.0.0.1 § https://elsewhere.example",
        "rest-hook § email",
        "\"status\":\"requested\" § \"status\":\"active\"",
        "application/fhir+json § text/plain",
        "\"payload\" § \"header\":[\"Authorization: Bearer x\"],\"payload\""
      })
  void what_may_not_be_subscribed_to_is_refused(String right, String wrong) {
    assertThat(body(CASES)).contains(right);
    Api.Answer refused = api.post(BROKER, "/fhir/Subscription", body(CASES).replace(right, wrong));

    assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    assertThat(refused.problem()).isEqualTo("value-invalid");
  }

  @Test
  void nobody_is_told_for_ever() {
    String id = subscribed(BROKER, CASES);
    String stored = api.get(BROKER, "/fhir/Subscription/" + id).body();
    assertThat(stored).contains("\"end\":\"");

    Api.Answer tooLong =
        api.post(
            BROKER,
            "/fhir/Subscription",
            body(CASES).replace("\"status\"", "\"end\":\"2099-01-01T00:00:00Z\",\"status\""));
    assertThat(tooLong.status()).as(tooLong.body()).isEqualTo(422);
    assertThat(tooLong.problem()).isEqualTo("date-out-of-range");
  }

  @Test
  void who_has_nothing_to_be_told_may_not_subscribe() {
    assertThat(api.post("analyst", "/fhir/Subscription", body(CASES)).status()).isEqualTo(403);
    assertThat(api.post("", "/fhir/Subscription", body(CASES)).status()).isEqualTo(401);
  }

  private String subscribed(String persona, String criteria) {
    Api.Answer answer = api.post(persona, "/fhir/Subscription", body(criteria));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains("\"status\":\"active\"");
    made.add(answer.id());
    return answer.id();
  }

  private String body(String criteria) {
    return """
        {"resourceType":"Subscription","status":"requested","reason":"Journalsystemet vill veta","criteria":"%s",
         "channel":{"type":"rest-hook","endpoint":"%s","payload":"application/fhir+json"}}
        """
        .formatted(criteria, endpoint)
        .replace(",\n ", ",");
  }

  private String newCase() {
    String caseId =
        api.post(REFERRER, "/fhir/ServiceRequest", Needs.knee())
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    return api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId)
        .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
  }

  private void step(String task, String verb) {
    String version = api.get(BROKER, "/fhir/Task/" + task).first("\"versionId\":\"(\\d+)\"");
    assertThat(
            api.post(BROKER, "/fhir/Task/" + task + "/$transition", Needs.step(verb, version, ""))
                .status())
        .isEqualTo(200);
  }

  /** Nothing is told until it is let go. */
  private void hold(String id) {
    sql.sql(
            "update vf.subscriber set not_before = now() + interval '1 hour' where subscription_id = :id")
        .param("id", id)
        .update();
  }

  /** As if its time had come. */
  private void again(String id) {
    sql.sql("update vf.subscriber set not_before = null where subscription_id = :id")
        .param("id", id)
        .update();
    deliver.due(id + "#test");
  }

  private int failures(String id) {
    return sql.sql("select failures from vf.subscriber where subscription_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private int waitingOrTold(String id) {
    return sql.sql("select count(*) from vf.notification where subscription_id = :id")
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  private List<String> outcomes(String id) {
    return sql.sql(
            "select outcome from vf.notification where subscription_id = :id and done_at is not null order by seq")
        .param("id", id)
        .query(String.class)
        .list();
  }

  /** The bodies as the rows say they should be. */
  private List<String> told(String id) {
    return sql
        .sql("select * from vf.notification where subscription_id = :id order by seq")
        .param("id", id)
        .query(
            (rows, n) ->
                new Change(
                    rows.getLong("seq"),
                    rows.getString("id"),
                    id,
                    rows.getString("resource_type"),
                    rows.getString("resource_id"),
                    rows.getString("resource_version"),
                    rows.getTimestamp("created_at").toInstant()))
        .list()
        .stream()
        .map(
            change ->
                ca.uhn.fhir.context.FhirContext.forR4Cached()
                    .newJsonParser()
                    .encodeResourceToString(SubscriptionResource.ids(change)))
        .toList();
  }

  private static void await(BooleanSupplier done) {
    Instant late = Instant.now().plusSeconds(60);
    while (!done.getAsBoolean()) {
      if (Instant.now().isAfter(late)) {
        throw new AssertionError("waited a minute");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }
  }
}
