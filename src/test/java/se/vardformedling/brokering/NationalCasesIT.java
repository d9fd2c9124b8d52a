package se.vardformedling.brokering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.RegionalIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.TwoNodes;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.issuer.DemoTokens;
import se.vardformedling.issuer.Persona;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

/** A regional node and a real national node, and the one FHIR client between them. */
@RegionalIT
class NationalCasesIT {
  private static final String MORA = "TSTNMT2321000156-VF0002";
  private static final String GOTEBORG = "TSTNMT2321000156-VF0003";
  private static final Caller OURS =
      new Caller("journal", Role.JOURNALSYSTEM, Optional.of("20"), Optional.of(MORA));
  private static final Caller STRANGER =
      new Caller(
          "other", Role.JOURNALSYSTEM, Optional.of("14"), Optional.of("TSTNMT2321000156-VF0404"));
  private static final String PATIENT =
      """
      {"resourceType":"Patient","identifier":[{"system":"http://electronichealth.se/identifier/personnummer","value":"191212121212"}],
       "name":[{"family":"Testsson","given":["Tolvan"]}],"gender":"male","birthDate":"1912-12-12",
       "telecom":[{"system":"phone","value":"0250-12345"}],
       "address":[{"line":["Provgatan 1"],"city":"Mora","state":"20"}]}
      """;
  private static final String REMISS =
      """
      {"resourceType":"ServiceRequest","status":"active","intent":"order","priority":"urgent",
       "authoredOn":"%s","subject":{"reference":"Patient/%s","display":"Tolvan Testsson"},
       "requester":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"%s"}},
       "code":{"coding":[{"system":"urn:oid:1.2.752.116.1.3.2.1.4","code":"NGB49"}],"text":"Tolvans knä"},
       "note":[{"text":"Tolvan har ont"}],"patientInstruction":"Ring Tolvan",
       "reasonCode":[{"coding":[{"system":"urn:oid:1.2.752.116.1.1.1","code":"M17"}],"text":"Tolvans artros"}]}
      """;

  @LocalServerPort int port;
  @Autowired DemoTokens tokens;
  @Autowired NationalCases national;
  @Autowired PollNational poll;
  @Autowired TellNational tell;
  @Autowired Reports reports;
  @Autowired UntoldReports untold;
  @Autowired NationalRows rows;
  @Autowired NationalParts parts;
  @Autowired FhirStore store;
  @Autowired Environment environment;
  @Autowired JdbcClient sql;
  @Autowired TransactionTemplate transactions;
  private Api here;
  private Api there;
  private Cases cases;

  @BeforeEach
  void connect() {
    TwoNodes.connect();
    here = new Api(port);
    here.know(
        "journal",
        tokens.tokenOf(
            new Persona("journal", Role.JOURNALSYSTEM, Optional.of("20"), Optional.of(MORA))));
    there = new Api(TwoNodes.nationalPort());
    cases = new Cases(there);
  }

  @AfterEach
  void forget() {
    TwoNodes.forget();
  }

  @Test
  void a_remiss_with_a_patient_becomes_a_case_that_knows_no_patient() {
    String remiss = remiss();

    Api.Answer asked = register(remiss);
    assertThat(asked.body()).contains("\"valueCode\":\"queued\"");
    CaseId caseId = registered(remiss);

    String need =
        there.get("broker-dalarna", "/fhir/ServiceRequest?requisition=" + caseId.value()).body();
    assertThat(need)
        .contains("NGB49", "M17", "\"priority\":\"urgent\"", "\"90+\"", "\"male\"", "unit-mora")
        .doesNotContainIgnoringCase("tolvan")
        .doesNotContain("1212", "Provgatan", "0250", remiss);
    assertThat(register(remiss).body()).contains("done", caseId.value());
    assertThat(here.get("journal", "/fhir/ServiceRequest/" + remiss).body())
        .contains(caseId.value(), "Tolvan har ont");
  }

  @Test
  void what_the_national_node_refuses_is_said_and_told_anew_when_the_remiss_has_changed() {
    String knee = "NGB49";
    // Stands for two vårdtjänster, and the reason for neither.
    String patient = here.post("journal", "/fhir/Patient", PATIENT).id();
    String unclear =
        REMISS.formatted(Cases.today().minusDays(3), patient, MORA).replace(knee, "LCD04");
    String remiss = here.post("journal", "/fhir/ServiceRequest", unclear).id();

    assertThat(register(remiss).body()).contains("\"valueCode\":\"queued\"");
    await(() -> state(remiss).equals("refused"));
    assertThat(register(remiss).body()).contains("\"valueCode\":\"refused\"", "code-invalid");
    assertThat(register(remiss).body()).contains("\"valueCode\":\"refused\"");
    assertThat(untold.of(OURS)).filteredOn(one -> one.subject().equals(remiss)).hasSize(1);

    Api.Answer stored = here.get("journal", "/fhir/ServiceRequest/" + remiss);
    assertThat(
            here.put(
                    "journal",
                    "/fhir/ServiceRequest/" + remiss,
                    stored.body().replace("LCD04", knee),
                    "If-Match",
                    "W/\"1\"")
                .status())
        .isEqualTo(200);
    assertThat(register(remiss).body()).contains("\"valueCode\":\"queued\"");
    registered(remiss);
    assertThat(untold.of(OURS)).noneMatch(one -> one.subject().equals(remiss));
  }

  @Test
  void the_home_region_is_where_the_patient_lives_now() {
    String home = "{\"line\":[\"Provgatan 1\"],\"city\":\"Mora\",\"state\":\"20\"}";
    String moved =
        PATIENT.replace(
            home,
            """
            {"use":"old","state":"14"},{"use":"temp","state":"01"},{"state":"12","period":{"end":"2020-01-01"}},
            {"state":"13"},{"use":"home","state":"20","period":{"start":"2021-01-01"}}
            """);
    assertThat(moved).contains("2021-01-01");
    String patient = here.post("journal", "/fhir/Patient", moved).id();
    String remiss =
        here.post(
                "journal",
                "/fhir/ServiceRequest",
                REMISS.formatted(Cases.today().minusDays(3), patient, MORA))
            .id();
    register(remiss);

    String need =
        there
            .get("broker-dalarna", "/fhir/ServiceRequest?requisition=" + registered(remiss).value())
            .body();
    assertThat(need).contains("\"code\":\"20\"");
  }

  @Test
  void a_name_in_the_place_of_a_code_is_refused_and_told_nobody() {
    String patient = here.post("journal", "/fhir/Patient", PATIENT).id();
    String language =
        """
        "extension":[{"url":"https://fhir.vardformedling.example/StructureDefinition/need-criteria",
          "extension":[{"url":"code","valueCode":"language"},{"url":"value","valueCode":"%s"}]}],
        """;
    String remiss =
        REMISS
            .formatted(Cases.today().minusDays(3), patient, MORA)
            .replaceFirst("\"status\"", language.formatted("lodjursson-bo") + "\"status\"");
    Api.Answer stored = here.post("journal", "/fhir/ServiceRequest", remiss);
    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    String id = stored.id();

    Api.Answer refused =
        here.post(
            "journal",
            "/fhir/ServiceRequest/" + id + "/$register-nationally",
            "{\"resourceType\":\"Parameters\"}");

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 value-invalid");
    assertThat(refused.body()).contains("ServiceRequest.extension").doesNotContain("lodjursson");
    assertThat(
            sql.sql("select count(*) from vf.national_message where subject = ?")
                .param(id)
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void what_is_told_twice_under_one_request_id_is_one_need() {
    NationalNeed need =
        new NationalNeed(
            MORA,
            List.of(new NationalNeed.Code("urn:oid:1.2.752.116.1.3.2.1.4", "NGB49")),
            List.of(),
            Optional.empty(),
            new NationalNeed.Clock("first-visit", Cases.today().minusDays(1)),
            new NationalNeed.Person("20", Optional.empty(), Optional.empty()),
            List.of());
    UUID request = UUID.randomUUID();

    assertThat(national.register(need, request)).isEqualTo(national.register(need, request));
  }

  @Test
  void the_case_and_its_order_are_copied_here_and_nobody_writes_the_copies() {
    String remiss = remiss();
    register(remiss);
    CaseId caseId = registered(remiss);
    String order = order(caseId);

    poll.run();

    String copy = "/fhir/Task/" + order;
    Api.Answer read = here.get("journal", copy);
    assertThat(read.body())
        .contains("order-accepted", GOTEBORG, MORA, caseId.value(), "ServiceRequest/" + remiss);
    assertThat(
            here.get("journal", "/fhir/Task?code=broker-case&group-identifier=" + caseId.value())
                .body())
        .contains("provider-selected");
    assertThat(here.get("provider-goteborg", copy).status()).isEqualTo(404);
    Api.Answer written =
        here.put(
            "journal",
            copy,
            read.body().replace("order-accepted", "performed"),
            "If-Match",
            "W/\"1\"");
    assertThat(written.status() + " " + written.problem()).isEqualTo("403 actor-not-allowed");
    NationalTask now = national.task(order);
    assertThat(now.accepted()).isTrue();
    assertThat(now.owner()).contains(GOTEBORG);
    assertThat(now.requester()).contains(MORA);
    assertThat(rows.tasks(caseId)).contains(now);
  }

  @Test
  void what_cannot_be_kept_just_now_is_read_again() {
    register(remiss());
    await(() -> !national.changedAfter(rows.readUntil().minusSeconds(60)).isEmpty());
    TransactionTemplate held =
        new TransactionTemplate() {
          private static final long serialVersionUID = 1;

          @Override
          public <T> T execute(TransactionCallback<T> action) {
            throw new CannotAcquireLockException("another has it");
          }
        };
    PollNational unlucky = new PollNational(parts, store, held, event -> {}, environment);

    assertThatThrownBy(unlucky::run).isInstanceOf(CannotAcquireLockException.class);
  }

  @Test
  void what_happens_here_is_told_there_once_and_until_it_has_been_heard() {
    String remiss = remiss();
    register(remiss);
    CaseId caseId = registered(remiss);
    String order = order(caseId);
    String caseTask = national.task(order).caseTask().orElseThrow();

    TwoNodes.disconnect();
    transactions.executeWithoutResult(status -> reports.report(Report.documentsSent(caseTask)));
    await(() -> attempts(caseTask) > 0);
    assertThat(state(caseTask)).isEqualTo("queued");
    assertThat(cases.state(caseTask)).isEqualTo("provider-selected");

    TwoNodes.connect();
    UUID message =
        sql.sql("select id from vf.national_message where subject = ?")
            .param(caseTask)
            .query(UUID.class)
            .single();
    tell.due(TellNational.timer(message, attempts(caseTask)));

    assertThat(state(caseTask)).isEqualTo("done");
    assertThat(cases.state(caseTask)).isEqualTo("documents-sent");
    // As if the answer had been lost on its way.
    national.report(Report.documentsSent(caseTask), message);
    assertThat(cases.state(caseTask)).isEqualTo("documents-sent");
  }

  @Test
  void what_is_sent_is_no_news_when_the_case_says_it_or_that_it_has_been_received() {
    String remiss = remiss();
    register(remiss);
    String order = order(registered(remiss));
    String caseTask = national.task(order).caseTask().orElseThrow();
    national.report(Report.documentsSent(caseTask), UUID.randomUUID());

    national.report(Report.documentsSent(caseTask), UUID.randomUUID());
    assertThat(cases.state(caseTask)).isEqualTo("documents-sent");
    cases.step(Cases.GOTEBORG, order, "confirm-documents", "");
    national.report(Report.documentsSent(caseTask), UUID.randomUUID());

    assertThat(cases.state(caseTask)).isEqualTo("documents-received");
  }

  @Test
  void a_report_that_the_case_does_not_allow_is_refused_and_seen() {
    String task = cases.registered();
    transactions.executeWithoutResult(status -> reports.report(Report.documentsSent(task)));

    await(() -> state(task).equals("refused"));

    assertThat(
            sql.sql("select answer from vf.national_message where subject = ?")
                .param(task)
                .query(String.class)
                .single())
        .isEqualTo("illegal-transition");
    // A reading that the timers have begun lets another pass by.
    await(
        () -> {
          poll.run();
          return untold.of(OURS).stream().anyMatch(one -> one.subject().equals(task));
        });
    assertThat(untold.of(STRANGER)).noneMatch(one -> one.subject().equals(task));
    UUID refused = refusedOf(task);
    assertThat(refusal(() -> untold.settle(STRANGER, refused))).isEqualTo(Problem.NOT_FOUND);
    untold.again(OURS, refused);
    await(() -> untold.of(OURS).stream().anyMatch(one -> isAnother(one, task, refused)));
    untold.settle(OURS, refusedOf(task));
    assertThat(untold.of(OURS)).noneMatch(one -> one.subject().equals(task));
  }

  private UUID refusedOf(String task) {
    return untold.of(OURS).stream()
        .filter(one -> one.subject().equals(task) && one.refused())
        .findFirst()
        .orElseThrow()
        .id();
  }

  private static boolean isAnother(Untold one, String task, UUID than) {
    return one.subject().equals(task) && one.refused() && !one.id().equals(than);
  }

  @Test
  void what_is_not_ours_is_not_there_and_a_node_that_is_away_is_said_to_be() {
    assertThat(refusal(() -> national.task(UUID.randomUUID().toString())))
        .isEqualTo(Problem.NOT_FOUND);
    TwoNodes.disconnect();
    assertThat(refusal(() -> national.changedAfter(Instant.EPOCH)))
        .isEqualTo(Problem.NATIONAL_NODE_AWAY);
  }

  @Test
  void a_unit_takes_documents_where_the_national_catalogue_says() {
    TwoNodes.address("unit-falun", "0203:a.example", "a-remiss");

    assertThat(national.addressOf("TSTNMT2321000156-VF0001"))
        .isEqualTo(
            new FunctionAddress("0203:a.example", "a-remiss", java.util.Set.of("application/pdf")));
    assertThat(refusal(() -> national.addressOf("TSTNMT2321000156-VF0404&status=active")))
        .isEqualTo(Problem.NOT_FOUND);
  }

  private static Problem refusal(Runnable call) {
    try {
      call.run();
    } catch (Refusal refusal) {
      return refusal.problem();
    }
    throw new AssertionError("not refused");
  }

  private String remiss() {
    String patient = here.post("journal", "/fhir/Patient", PATIENT).id();
    Api.Answer remiss =
        here.post(
            "journal",
            "/fhir/ServiceRequest",
            REMISS.formatted(Cases.today().minusDays(3), patient, MORA));
    assertThat(remiss.status()).as(remiss.body()).isEqualTo(201);
    return remiss.id();
  }

  private Api.Answer register(String remiss) {
    Api.Answer answer =
        here.post(
            "journal",
            "/fhir/ServiceRequest/" + remiss + "/$register-nationally",
            "{\"resourceType\":\"Parameters\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private CaseId registered(String remiss) {
    await(() -> rows.caseOf(remiss).isPresent());
    return rows.caseOf(remiss).orElseThrow();
  }

  /** Brokered there, to Göteborg, which says yes. */
  private String order(CaseId caseId) {
    String task =
        there
            .get("broker-dalarna", "/fhir/Task?code=broker-case&group-identifier=" + caseId.value())
            .first("\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"");
    cases.step(Cases.BROKER, task, "claim", "");
    cases.step(Cases.BROKER, task, "assess", "");
    cases.step(Cases.BROKER, cases.offer(task, cases.accepted(task)), "accept", "");
    cases.step(Cases.BROKER, task, "select", "");
    String order = cases.child(task, "fulfill");
    assertThat(cases.step(Cases.GOTEBORG, order, "accept", "").status()).isEqualTo(200);
    return order;
  }

  private int attempts(String subject) {
    return sql.sql("select attempts from vf.national_message where subject = ?")
        .param(subject)
        .query(Integer.class)
        .single();
  }

  private String state(String subject) {
    return sql.sql("select state from vf.national_message where subject = ?")
        .param(subject)
        .query(String.class)
        .single();
  }

  private static void await(Callable<Boolean> come) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(come);
  }
}
