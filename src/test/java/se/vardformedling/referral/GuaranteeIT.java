package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;

@NodeIT
class GuaranteeIT {
  private static final String BROKER = "broker-dalarna";
  private static final String REFERRER = "referrer-dalarna";
  private static final String GOTEBORG = "provider-goteborg";
  private static final String FIRST =
      "\"resource\":\\{\"resourceType\":\"Task\",\"id\":\"([^\"]*)\"";
  private static final String KNEE =
      "{\"system\":\"urn:oid:1.2.752.116.1.3.2.1.4\",\"code\":\"NGB49\"}";
  private static final String VARDTJANST =
      "{\"system\":\"https://fhir.vardformedling.example/CodeSystem/vardtjanst\",\"code\":\"%s\"}";
  private static final LocalDate TODAY = LocalDate.now(GuaranteeRules.SWEDEN);

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired GuaranteeClocks clocks;
  @Autowired ReckonClocks daily;
  @Autowired PlatformTransactionManager transactions;
  private Api api;

  @BeforeEach
  void connect() {
    api = new Api(port);
  }

  @Test
  void a_need_shows_its_whole_clock() {
    Api.Answer need = need(10);

    for (Api.Answer answer :
        new Api.Answer[] {need, api.get(BROKER, "/fhir/ServiceRequest/" + need.id())}) {
      assertThat(answer.body())
          .contains(
              "{\"url\":\"start\",\"valueDate\":\"" + TODAY.minusDays(10) + "\"}",
              "{\"url\":\"due\",\"valueDate\":\"" + TODAY.plusDays(80) + "\"}",
              "{\"url\":\"law\",\"valueCode\":\"hsf-2017-80-sfs-2018-1129\"}",
              "{\"url\":\"limit\",\"valueInteger\":90}",
              "{\"url\":\"counted\",\"valueInteger\":10}",
              "{\"url\":\"calendar\",\"valueInteger\":10}",
              "{\"url\":\"reckoned\",\"valueDate\":\"" + TODAY + "\"}");
    }
  }

  /** The unit gives two vårdtjänster in one service: of one the wait is long, of the other not. */
  @Test
  void the_risk_is_of_the_vardtjanst_that_is_needed_not_of_another_of_the_same_service() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              status.setRollbackOnly();
              String service =
                  sql.sql(
                          """
                          select min(service_id) from vf.offered
                           where unit_id = 'unit-mora' and vardtjanst = 'knaprotes'
                          """)
                      .query(String.class)
                      .single();
              sql.sql(
                      """
                      insert into vf.offer
                      select (jsonb_populate_record(o, '{"vardtjanst": "hoftprotes"}')).* from vf.offer o
                       where service_id = :service and vardtjanst = 'knaprotes'
                         and not exists (select 1 from vf.offer h
                                          where h.service_id = :service and h.vardtjanst = 'hoftprotes')
                      """)
                  .param("service", service)
                  .update();
              sql.sql(
                      """
                      delete from vf.wait where service_id in
                        (select service_id from vf.offered where unit_id = 'unit-mora'
                            and vardtjanst in ('knaprotes', 'hoftprotes'))
                      """)
                  .update();
              median(service, "knaprotes", 200);
              median(service, "hoftprotes", 20);

              assertThat(fresh("knaprotes")).isEqualTo(GuaranteeClock.State.AT_RISK);
              assertThat(fresh("hoftprotes")).isEqualTo(GuaranteeClock.State.WITHIN);
            });
  }

  private GuaranteeClock.State fresh(String vardtjanst) {
    String body =
        Needs.need("https://fhir.vardformedling.example/CodeSystem/vardtjanst", vardtjanst, "");
    return clocks
        .fresh(
            FhirContext.forR4Cached().newJsonParser().parseResource(ServiceRequest.class, body),
            "20")
        .state();
  }

  private void median(String service, String vardtjanst, int days) {
    sql.sql(
            """
            insert into vf.wait (report_id, metric, service_id, vardtjanst, kind, span, value, n, as_of, source)
            values (:id, 'median', :service, :vardtjanst, 'wait-performed', '90', :days, 50, :today, 'spor')
            """)
        .param("id", "test-" + service + vardtjanst)
        .param("service", service)
        .param("vardtjanst", vardtjanst)
        .param("days", days)
        .param("today", TODAY)
        .update();
  }

  @Test
  void cases_at_risk_are_found_the_most_urgent_first_by_their_own_region_alone() {
    String later = caseOf(calm(65));
    String sooner = caseOf(calm(70));
    String broken = caseOf(calm(95));
    String calm = caseOf(calm(1));

    String found =
        api.get(
                BROKER,
                "/fhir/Task?code=broker-case&guarantee-state=at-risk&_sort=guarantee-due&_count=100")
            .body();
    assertThat(found).contains(later, sooner).doesNotContain(broken).doesNotContain(calm);
    assertThat(found.indexOf(sooner)).isLessThan(found.indexOf(later));
    assertThat(
            api.get(BROKER, "/fhir/Task?code=broker-case&guarantee-state=broken&_count=100").body())
        .contains(broken);
    assertThat(
            api.get(
                    BROKER,
                    "/fhir/Task?guarantee-state=at-risk&guarantee-due=le" + TODAY.plusDays(20))
                .body())
        .contains(sooner)
        .doesNotContain(later);
    assertThat(api.get(GOTEBORG, "/fhir/Task?guarantee-state=at-risk").body())
        .contains("\"total\":0");
    assertThat(api.get("broker-uppsala", "/fhir/Task?guarantee-state=at-risk&_count=100").body())
        .doesNotContain(sooner)
        .doesNotContain(later);
  }

  @Test
  void patientvald_vantan_without_its_three_proofs_is_refused_and_with_them_stops_the_clock() {
    String task = assessed(40);
    String said = Needs.date("informed-date", TODAY) + Needs.date("refused-date", TODAY);

    assertThat(step(task, "pause-by-patient", said).problem()).isEqualTo("input-missing");
    Api.Answer late =
        step(task, "pause-by-patient", said + Needs.date("offered-date", TODAY.plusDays(51)));
    assertThat(late.status()).isEqualTo(422);
    assertThat(late.problem()).isEqualTo("guarantee-evidence");
    assertThat(
            step(
                    task,
                    "pause-by-patient",
                    Needs.date("informed-date", TODAY.plusDays(1))
                        + Needs.date("refused-date", TODAY)
                        + Needs.date("offered-date", TODAY.plusDays(20)))
                .problem())
        .isEqualTo("guarantee-evidence");

    Api.Answer paused =
        step(
            task,
            "pause-by-patient",
            said
                + Needs.date("offered-date", TODAY.plusDays(50))
                + Needs.date("paused-from", TODAY.minusDays(0)));
    assertThat(paused.status()).as(paused.body()).isEqualTo(200);
    assertThat(paused.body()).doesNotContain("offered-date");
    assertThat(clock(task).body())
        .contains(
            "{\"name\":\"pause\",\"part\":[{\"name\":\"type\",\"valueCode\":\"by-patient\"},"
                + "{\"name\":\"from\",\"valueDate\":\""
                + TODAY
                + "\"}]}",
            "{\"name\":\"care\",\"valueDate\":\"" + TODAY.plusDays(50) + "\"}");
    assertThat(step(task, "resume", "").status()).isEqualTo(200);
    assertThat(clock(task).body()).contains("{\"name\":\"kind\",\"valueCode\":\"resumed\"}");
  }

  @Test
  void once_the_limit_is_broken_no_patientvald_vantan_begins() {
    String task = assessed(120);

    assertThat(api.get(BROKER, "/fhir/Task/" + task + "/$available-transitions").body())
        .contains("\"pause-medical\"")
        .doesNotContain("\"pause-by-patient\"");
    assertThat(
            step(
                    task,
                    "pause-by-patient",
                    Needs.date("informed-date", TODAY)
                        + Needs.date("refused-date", TODAY)
                        + Needs.date("offered-date", TODAY))
                .problem())
        .isEqualTo("guarantee-evidence");
  }

  @Test
  void nothing_with_an_earlier_date_mends_a_limit_that_is_broken() {
    String task = assessed(120);
    LocalDate then = TODAY.minusDays(60);
    String whole =
        Needs.date("paused-from", then)
            + Needs.date("informed-date", then)
            + Needs.date("refused-date", then)
            + Needs.date("offered-date", then);

    Api.Answer pause = step(task, "pause-by-patient", whole);
    assertThat(pause.status()).isEqualTo(422);
    assertThat(pause.problem()).isEqualTo("guarantee-evidence");
    assertThat(event(task, "chose-other-region", then).problem()).isEqualTo("date-out-of-range");
    assertThat(state(task)).isEqualTo("broken");
    assertThat(event(task, "chose-other-region", TODAY).status()).isEqualTo(200);
    assertThat(state(task)).isEqualTo("broken");
  }

  @Test
  void a_medical_pause_moves_the_limit_on_the_case_and_the_need() {
    Api.Answer need = calm(80);
    String task = assess(caseOf(need));
    assertThat(state(task)).isEqualTo("at-risk");

    String from = Needs.date("paused-from", TODAY.minusDays(60));
    assertThat(step(task, "pause-medical", Needs.date("assessed-date", TODAY) + from).problem())
        .isEqualTo("date-out-of-range");
    assertThat(
            step(task, "pause-medical", Needs.date("assessed-date", TODAY.minusDays(60)) + from)
                .status())
        .isEqualTo(200);
    assertThat(step(task, "resume", Needs.date("resumed-on", TODAY.minusDays(10))).status())
        .isEqualTo(200);

    assertThat(state(task)).isEqualTo("within");
    assertThat(api.get(BROKER, "/fhir/Task/" + task).body())
        .contains("{\"url\":\"due\",\"valueDate\":\"" + TODAY.plusDays(60) + "\"}");
    assertThat(api.get(REFERRER, "/fhir/ServiceRequest/" + need.id()).body())
        .contains(
            "{\"url\":\"due\",\"valueDate\":\"" + TODAY.plusDays(60) + "\"}",
            "{\"url\":\"counted\",\"valueInteger\":30}",
            "{\"url\":\"calendar\",\"valueInteger\":80}",
            "{\"url\":\"pause\",\"extension\":[{\"url\":\"type\",\"valueCode\":\"medical\"},"
                + "{\"url\":\"from\",\"valueDate\":\""
                + TODAY.minusDays(60)
                + "\"},"
                + "{\"url\":\"to\",\"valueDate\":\""
                + TODAY.minusDays(10)
                + "\"}]}");
  }

  @Test
  void a_booking_lifts_the_risk_and_the_care_stops_the_clock() {
    String task = assessed(80);
    String order = ordered(task);
    assertThat(state(task)).isEqualTo("at-risk");

    assertThat(step(GOTEBORG, order, "schedule", Needs.date("date", TODAY.plusDays(5))).status())
        .isEqualTo(200);
    assertThat(state(task)).isEqualTo("within");
    assertThat(step(GOTEBORG, order, "reschedule", Needs.date("date", TODAY.plusDays(11))).status())
        .isEqualTo(200);
    assertThat(state(task)).isEqualTo("at-risk");
    assertThat(
            step(GOTEBORG, order, "perform", Needs.date("performed-date", TODAY.minusDays(3)))
                .status())
        .isEqualTo(200);

    GuaranteeClock clock = clocks.of(caller(Role.VARDFORMEDLARE, "20", ""), task);
    assertThat(clock.ended()).isTrue();
    assertThat(clock.countedDays()).isEqualTo(77);
    assertThat(clock.state()).isEqualTo(GuaranteeClock.State.WITHIN);
    assertThat(state(task)).isEqualTo("within");
  }

  @Test
  void a_booking_stands_when_the_patient_regrets_and_what_was_done_before_is_done() {
    String task = assessed(40);
    String order = ordered(task);
    step(GOTEBORG, order, "schedule", Needs.date("date", TODAY.plusDays(5)));
    event(task, "chose-other-region", TODAY.minusDays(1));

    assertThat(event(task, "regretted", TODAY).body())
        .contains("{\"name\":\"booked\",\"valueDate\":\"" + TODAY.plusDays(5) + "\"}");
    Api.Answer done =
        step(GOTEBORG, order, "perform", Needs.date("performed-date", TODAY.minusDays(1)));
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(clock(task).body()).contains("{\"name\":\"ended\",\"valueBoolean\":true}");
  }

  @Test
  void a_no_with_all_its_proofs_stops_the_clock_until_the_patient_regrets_it() {
    String task = assessed(40);
    assertThat(event(task, "regretted", TODAY).problem()).isEqualTo("illegal-transition");
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    step(GOTEBORG, inquiry, "accept", Needs.date("earliest-date", TODAY.plusDays(5)));
    String offer = api.post(BROKER, "/fhir/Task", Needs.offer(task, inquiry)).id();
    assertThat(
            step(
                    BROKER,
                    offer,
                    "reject",
                    Needs.date("informed-date", TODAY.minusDays(1))
                        + Needs.reason("patient-decline-reason", "distance"))
                .status())
        .isEqualTo(200);
    assertThat(clock(task).body()).contains("{\"name\":\"reason\",\"valueCode\":\"declined\"}");

    assertThat(event(task, "regretted", TODAY.plusDays(1)).problem())
        .isEqualTo("date-out-of-range");
    Api.Answer anew = event(task, "regretted", TODAY);
    assertThat(anew.status()).as(anew.body()).isEqualTo(200);
    assertThat(anew.body())
        .contains(
            "{\"name\":\"start\",\"valueDate\":\"" + TODAY + "\"}",
            "{\"name\":\"due\",\"valueDate\":\"" + TODAY.plusDays(90) + "\"}",
            "{\"name\":\"countedDays\",\"valueInteger\":0}");
    assertThat(api.get(BROKER, "/fhir/Task/" + task).body())
        .contains("{\"url\":\"start\",\"valueDate\":\"" + TODAY + "\"}");
  }

  @Test
  void a_no_is_to_the_care_that_was_still_offered_and_not_to_what_had_been_taken_back() {
    String task = assessed(40);
    String near = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    String late = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "falun-knaprotes")).id();
    step(GOTEBORG, near, "accept", Needs.date("earliest-date", TODAY.plusDays(5)));
    step("provider-falun", late, "accept", Needs.date("earliest-date", TODAY.plusDays(100)));
    String both =
        Needs.offer(task, near)
            .replace("\"}],\"input\"", "\"},{\"reference\":\"Task/" + late + "\"}],\"input\"");
    String offer = api.post(BROKER, "/fhir/Task", both).id();
    String reason = Needs.reason("inquiry-reject-reason", "no-capacity");
    assertThat(step(GOTEBORG, near, "withdraw-offer", reason).status()).isEqualTo(200);

    Api.Answer no =
        step(
            BROKER,
            offer,
            "reject",
            Needs.date("informed-date", TODAY)
                + Needs.reason("patient-decline-reason", "distance"));

    assertThat(no.status()).as(no.body()).isEqualTo(200);
    assertThat(clock(task).body())
        .contains("{\"name\":\"care\",\"valueDate\":\"" + TODAY.plusDays(100) + "\"}")
        .doesNotContain("\"name\":\"pause\"");
  }

  /** Versions of the Task that it goes on in begin at one again. */
  @Test
  void what_a_patient_decides_after_the_case_is_opened_again_counts_too() {
    String task = assess(caseOf(calm(40)));
    String version = version(BROKER, task);
    assertThat(event(task, "chose-other-region", TODAY.minusDays(10)).status()).isEqualTo(200);
    assertThat(event(task, "regretted", TODAY.minusDays(5)).status()).isEqualTo(200);
    step(task, "start-search", "");
    step(task, "no-provider", Needs.reason("need-status-reason", "no-provider"));
    assertThat(step(task, "reopen", "").status()).isEqualTo(200);
    String next = goesOnIn(task);
    assess(next);
    assertThat(version(BROKER, next)).isEqualTo(version);

    Api.Answer again = event(next, "chose-other-region", TODAY);

    assertThat(again.status()).as(again.body()).isEqualTo(200);
    assertThat(again.body()).contains("{\"name\":\"reason\",\"valueCode\":\"other-region\"}");
  }

  @Test
  void a_patients_own_choice_of_another_region_is_the_brokers_to_record() {
    String task = assessed(40);

    assertThat(event(GOTEBORG, task, "chose-other-region").status()).isEqualTo(404);
    assertThat(event(REFERRER, task, "chose-other-region").problem())
        .isEqualTo("actor-not-allowed");
    Api.Answer chosen = event(task, "chose-other-region", TODAY.minusDays(10));
    assertThat(chosen.status()).as(chosen.body()).isEqualTo(200);
    assertThat(chosen.body())
        .contains(
            "{\"name\":\"countedDays\",\"valueInteger\":30}",
            "{\"name\":\"calendarDays\",\"valueInteger\":40}",
            "{\"name\":\"reason\",\"valueCode\":\"other-region\"}");
    assertThat(event(task, "chose-other-region", TODAY).problem()).isEqualTo("illegal-transition");
  }

  @Test
  void a_region_promises_sooner_for_new_clocks_and_never_later_than_the_law() {
    assertThat(limit(BROKER, "framfall", TODAY, 91).problem()).isEqualTo("value-invalid");
    assertThat(limit(BROKER, "framfall", TODAY.minusDays(1), 60).problem())
        .isEqualTo("date-out-of-range");
    assertThat(limit(REFERRER, "framfall", TODAY, 60).problem()).isEqualTo("actor-not-allowed");
    assertThat(limit(BROKER, "nonsense", TODAY, 60).problem()).isEqualTo("code-invalid");
    Api.Answer set = limit(BROKER, "framfall", TODAY, 60);
    assertThat(set.status()).as(set.body()).isEqualTo(200);
    assertThat(api.get(BROKER, "/fhir/Task/$guarantee-limits").body())
        .contains("{\"name\":\"vardtjanst\",\"valueCode\":\"framfall\"}");

    Api.Answer today =
        api.post(
            REFERRER,
            "/fhir/ServiceRequest",
            since(0).replace(KNEE, VARDTJANST.formatted("framfall")));
    assertThat(today.body())
        .contains(
            "{\"url\":\"limit\",\"valueInteger\":60}",
            "{\"url\":\"due\",\"valueDate\":\"" + TODAY.plusDays(60) + "\"}");
    assertThat(need(0).body()).contains("{\"url\":\"limit\",\"valueInteger\":90}");
  }

  @Test
  void a_day_that_passes_is_reckoned_without_anybody_moving_the_case() {
    Api.Answer need = calm(65);
    String task = caseOf(need);
    assertThat(state(task)).isEqualTo("at-risk");
    // As if the row were from yesterday, and the clock had begun anew meanwhile.
    sql.sql(
            """
            insert into vf.guarantee_event (case_id, kind, day, law, limit_days, source, recorded_at)
            values (:case, 'regretted', :day, 'test', 90, 'test', now())
            """)
        .param("case", caseId(task))
        .param("day", TODAY)
        .update();
    sql.sql("update vf.guarantee_clock set reckoned_on = :day where task_id = :task")
        .param("day", TODAY.minusDays(1))
        .param("task", task)
        .update();

    daily.run();

    assertThat(state(task)).isEqualTo("within");
    assertThat(
            sql.sql(
                    "select state || ' ' || reckoned_on from vf.guarantee_clock where task_id ="
                        + " :task")
                .param("task", task)
                .query(String.class)
                .single())
        .isEqualTo("within " + TODAY);
  }

  @Test
  void a_draft_that_is_corrected_has_its_clock_from_what_it_then_says() {
    Api.Answer draft =
        api.post(
            REFERRER,
            "/fhir/ServiceRequest",
            since(10).replace("\"status\":\"active\"", "\"status\":\"draft\""));
    assertThat(draft.status()).as(draft.body()).isEqualTo(201);
    String task = caseOf(draft);

    Api.Answer corrected =
        api.put(
            REFERRER,
            "/fhir/ServiceRequest/" + draft.id(),
            draft
                .body()
                .replace(
                    "\"start\",\"valueDate\":\"" + TODAY.minusDays(10),
                    "\"start\",\"valueDate\":\"" + TODAY.minusDays(30)),
            "If-Match",
            "W/\"1\"");

    assertThat(corrected.status()).as(corrected.body()).isEqualTo(200);
    assertThat(corrected.body())
        .contains("{\"url\":\"due\",\"valueDate\":\"" + TODAY.plusDays(60) + "\"}");
    assertThat(clock(task).body())
        .contains("{\"name\":\"due\",\"valueDate\":\"" + TODAY.plusDays(60) + "\"}");
  }

  @Test
  void the_clock_of_a_case_that_is_opened_again_goes_on_in_its_new_task() {
    String task = assess(caseOf(calm(70)));
    assertThat(step(task, "start-search", "").status()).isEqualTo(200);
    assertThat(
            step(task, "no-provider", Needs.reason("need-status-reason", "no-provider")).status())
        .isEqualTo(200);
    assertThat(atRisk()).doesNotContain(task);

    Api.Answer again = step(task, "reopen", "");
    assertThat(again.status()).as(again.body()).isEqualTo(200);

    String next = goesOnIn(task);
    assertThat(next).isNotEqualTo(task);
    assertThat(atRisk()).contains(next).doesNotContain("\"id\":\"" + task);
  }

  @Test
  void an_inquiry_is_no_way_to_the_clock_of_its_case() {
    Cases cases = new Cases(api);
    String inquiry = cases.accepted(cases.assessed());

    assertThat(api.get(GOTEBORG, "/fhir/Task/" + inquiry + "/$guarantee-clock").status())
        .isEqualTo(404);
  }

  @Test
  void what_has_happened_stays() {
    String task = caseOf(need(1));

    for (String change :
        List.of(
            "update vf.guarantee_event set day = day - 1 where case_id = ?",
            "delete from vf.guarantee_event where case_id = ?")) {
      assertThatThrownBy(() -> sql.sql(change).param(caseId(task)).update())
          .hasStackTraceContaining("permission denied for table guarantee_event");
    }
    assertThatThrownBy(() -> sql.sql("truncate vf.guarantee_event").update())
        .hasStackTraceContaining("permission denied for table guarantee_event");
  }

  /** An order that the provider has accepted. */
  private String ordered(String task) {
    String inquiry = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes")).id();
    step(GOTEBORG, inquiry, "accept", Needs.date("earliest-date", TODAY.plusDays(5)));
    step(BROKER, api.post(BROKER, "/fhir/Task", Needs.offer(task, inquiry)).id(), "accept", "");
    assertThat(step(task, "select", "").status()).isEqualTo(200);
    String order =
        api.get(GOTEBORG, "/fhir/Task?code=fulfill&group-identifier=" + caseId(task)).first(FIRST);
    step(GOTEBORG, order, "accept", "");
    return order;
  }

  private String atRisk() {
    return api.get(BROKER, "/fhir/Task?code=broker-case&guarantee-state=at-risk&_count=100").body();
  }

  private String goesOnIn(String task) {
    return sql.sql("select task_id from vf.case_file where case_id = :case")
        .param("case", caseId(task))
        .query(String.class)
        .single();
  }

  private Api.Answer need(int days) {
    Api.Answer need = api.post(REFERRER, "/fhir/ServiceRequest", since(days));
    assertThat(need.status()).as(need.body()).isEqualTo(201);
    return need;
  }

  /** Something that the referring unit does not give itself, so that no wait of its own counts. */
  private Api.Answer calm(int days) {
    Api.Answer need =
        api.post(
            REFERRER,
            "/fhir/ServiceRequest",
            since(days).replace(KNEE, VARDTJANST.formatted("framfall")));
    assertThat(need.status()).as(need.body()).isEqualTo(201);
    return need;
  }

  private static String since(int days) {
    return Needs.knee().replace(TODAY.minusDays(10).toString(), TODAY.minusDays(days).toString());
  }

  private String caseOf(Api.Answer need) {
    String caseId = need.first("sid/case-id\",\"value\":\"([^\"]*)\"");
    return api.get(BROKER, "/fhir/Task?code=broker-case&group-identifier=" + caseId).first(FIRST);
  }

  private String assessed(int days) {
    return assess(caseOf(need(days)));
  }

  private String assess(String task) {
    step(task, "claim", "");
    assertThat(step(task, "assess", "").status()).isEqualTo(200);
    return task;
  }

  private Api.Answer clock(String task) {
    Api.Answer answer = api.get(BROKER, "/fhir/Task/" + task + "/$guarantee-clock");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private Api.Answer step(String task, String verb, String more) {
    return step(BROKER, task, verb, more);
  }

  private Api.Answer step(String persona, String task, String verb, String more) {
    return api.post(
        persona,
        "/fhir/Task/" + task + "/$transition",
        Needs.step(verb, version(persona, task), more));
  }

  private Api.Answer event(String task, String event, LocalDate day) {
    return api.post(
        BROKER,
        "/fhir/Task/" + task + "/$record-guarantee-event",
        body(event, ",{\"name\":\"date\",\"valueDate\":\"" + day + "\"}"),
        "If-Match",
        "W/\"" + version(BROKER, task) + "\"");
  }

  private Api.Answer event(String persona, String task, String event) {
    return api.post(
        persona,
        "/fhir/Task/" + task + "/$record-guarantee-event",
        body(event, ""),
        "If-Match",
        "W/\"" + version(persona, task) + "\"");
  }

  private static String body(String event, String more) {
    return "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"event\",\"valueCode\":\""
        + event
        + "\"}"
        + more
        + "]}";
  }

  private Api.Answer limit(String persona, String vardtjanst, LocalDate from, int days) {
    return api.post(
        persona,
        "/fhir/Task/$set-guarantee-limit",
        """
        {"resourceType":"Parameters","parameter":[{"name":"vardtjanst","valueCode":"%s"},
          {"name":"kind","valueCode":"treatment"},{"name":"validFrom","valueDate":"%s"},{"name":"days","valueInteger":%d}]}
        """
            .formatted(vardtjanst, from, days));
  }

  private String version(String persona, String task) {
    Api.Answer now = api.get(persona, "/fhir/Task/" + task);
    return now.status() == 200 ? now.first("\"versionId\":\"(\\d+)\"") : "1";
  }

  private String state(String task) {
    return api.get(BROKER, "/fhir/Task/" + task)
        .first("\"url\":\"state\",\"valueCode\":\"([^\"]*)\"");
  }

  private String caseId(String task) {
    return api.get(BROKER, "/fhir/Task/" + task).first("sid/case-id\",\"value\":\"([^\"]*)\"");
  }

  private static Caller caller(Role role, String region, String unit) {
    return new Caller(
        "test", role, Optional.of(region), Optional.of(unit).filter(u -> !u.isEmpty()));
  }
}
