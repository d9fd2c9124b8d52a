package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;
import static se.vardformedling.cast.Cases.BROKER;
import static se.vardformedling.cast.Cases.GOTEBORG;
import static se.vardformedling.cast.Cases.REFERRER;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Contract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;

@NodeIT
class CaseOfferIT {
  private static final String TOLD =
      Needs.input("wait-home", "valueInteger\":120")
          + Needs.input("wait-offered", "valueInteger\":30")
          + Needs.input("travel-reimbursement", "valueBoolean\":true")
          + Needs.input("companion", "valueBoolean\":true")
          + Needs.input("consequence-of-no", "valueBoolean\":true");

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  @Autowired FhirStore store;
  private Api api;
  private Cases cases;

  @BeforeEach
  void connect() {
    api = new Api(port);
    cases = new Cases(api);
  }

  @Test
  void an_offer_counts_as_made_when_the_patient_has_been_told_all() {
    String task = cases.assessed();
    String body = Needs.offer(task, cases.accepted(task));
    String untold = body.substring(0, body.indexOf(",\"input\"")) + "}";

    Api.Answer early = api.post(BROKER, "/fhir/Task", untold);
    assertThat(early.status()).isEqualTo(422);
    assertThat(early.problem()).isEqualTo("input-missing");
    assertThat(api.post(BROKER, "/fhir/Task", body.replace("true", "false")).problem())
        .isEqualTo("value-invalid");

    String draft =
        api.post(BROKER, "/fhir/Task", untold.replace("\"requested\"", "\"draft\"")).id();
    assertThat(cases.state(draft)).isEqualTo("draft");
    assertThat(cases.state(task)).isEqualTo("provider-proposed");
    assertThat(cases.step(BROKER, draft, "send", TOLD).problem()).isEqualTo("input-missing");
    assertThat(cases.step(BROKER, draft, "send", TOLD + Needs.code("contact", "pigeon")).problem())
        .isEqualTo("value-invalid");
    Api.Answer sent = cases.step(BROKER, draft, "send", TOLD + Needs.code("contact", "telephone"));
    assertThat(sent.status()).isEqualTo(200);
    assertThat(sent.body()).contains("\"restriction\":{\"period\":{\"end\":");
    assertThat(cases.state(task)).isEqualTo("patient-offered");
  }

  @Test
  void a_draft_of_an_inquiry_is_not_sent_to_a_service_that_has_closed_meanwhile() {
    String task = cases.assessed();
    String draft =
        api.post(
                BROKER,
                "/fhir/Task",
                Needs.inquiry(task, "goteborg-knaprotes").replace("\"requested\"", "\"draft\""))
            .id();

    active(false);
    try {
      assertThat(cases.step(BROKER, draft, "send", "").problem()).isEqualTo("service-ended");
      Api.Answer asked = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "goteborg-knaprotes"));
      assertThat(List.of(asked.status(), asked.problem())).containsExactly(422, "service-ended");
      assertThat(api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "no-such")).problem())
          .isEqualTo("dangling-reference");
      assertThat(api.get(BROKER, "/fhir/Task/" + draft + "/$available-transitions").body())
          .doesNotContain("\"send\"");
    } finally {
      active(true);
    }
    assertThat(cases.step(BROKER, draft, "send", "").status()).isEqualTo(200);
  }

  private void active(boolean now) {
    sql.sql("update vf.offer set active = :now where service_id = 'goteborg-knaprotes'")
        .param("now", now)
        .update();
  }

  @Test
  void a_region_that_pays_is_one_of_the_twenty_one() {
    LocalDate today = Cases.today();
    assertThat(InputRules.fault("payment-region", "20", today, (a, b) -> true)).isEmpty();
    for (String none : List.of("02", "29", "11", "1", "AB")) {
      assertThat(InputRules.fault("payment-region", none, today, (a, b) -> true))
          .contains("a länskod");
    }
  }

  @Test
  void attempts_to_reach_the_patient_are_kept_and_a_no_needs_a_reason() {
    String task = cases.assessed();
    String offer = cases.offer(task, cases.accepted(task));
    String attempt =
        Needs.code("contact", "telephone") + Needs.code("contact-outcome", "no-answer");

    assertThat(cases.step(BROKER, offer, "attempt-contact", attempt).status()).isEqualTo(200);
    assertThat(cases.step(BROKER, offer, "attempt-contact", attempt).status()).isEqualTo(200);
    assertThat(cases.step(BROKER, offer, "reach", "").status()).isEqualTo(200);
    assertThat(cases.step(BROKER, offer, "reject", "").problem()).isEqualTo("reason-mandatory");
    assertThat(
            cases
                .step(BROKER, offer, "reject", Needs.reason("patient-decline-reason", "other"))
                .problem())
        .isEqualTo("comment-mandatory");
    assertThat(
            cases
                .step(BROKER, offer, "reject", Needs.reason("patient-decline-reason", "distance"))
                .status())
        .isEqualTo(200);

    assertThat(
            sql.sql(
                    "select count(*) from vf.case_event where task_id = :task and move = 'P03b'"
                        + " and inputs->>'contact-outcome' = 'no-answer'")
                .param("task", offer)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
    assertThat(cases.state(task)).isEqualTo("provider-proposed");
  }

  @Test
  void a_patient_who_regrets_gives_the_place_back_and_the_case_searches_again() {
    int before = reserved();
    String task = cases.selected();
    String offer = cases.child(task, "patient-offer");
    assertThat(reserved()).isEqualTo(before + 1);

    Api.Answer regret =
        cases.step(BROKER, offer, "regret", Needs.reason("patient-decline-reason", "own-hospital"));

    assertThat(regret.status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("searching");
    assertThat(cases.state(cases.child(task, "fulfill"))).isEqualTo("cancelled");
    assertThat(reserved()).isEqualTo(before);
  }

  @Test
  void an_order_that_has_begun_is_taken_back_only_if_the_provider_lets_go() {
    int before = reserved();
    String task = cases.selected();
    String order = cases.child(task, "fulfill");
    cases.step(GOTEBORG, order, "accept", "");
    cases.step(GOTEBORG, order, "schedule", Needs.date("date", Cases.today().plusDays(40)));
    assertThat(cases.state(task)).isEqualTo("scheduled");
    String reason = Needs.reason("cancel-reason", "no-longer-needed");

    assertThat(cases.step(BROKER, task, "withdraw", reason).problem())
        .isEqualTo("illegal-transition");
    assertThat(cases.step(BROKER, task, "request-cancellation", reason).status()).isEqualTo(200);
    assertThat(cases.state(order)).isEqualTo("cancellation-requested");
    String abort = cases.child(task, "abort");
    assertThat(cases.step(BROKER, abort, "confirm", "").problem()).isEqualTo("actor-not-allowed");
    assertThat(
            cases
                .step(GOTEBORG, abort, "refuse", Needs.reason("order-fail-reason", "medical"))
                .status())
        .isEqualTo(200);
    assertThat(cases.state(order)).isEqualTo("scheduled");
    assertThat(cases.state(task)).isEqualTo("scheduled");

    cases.step(BROKER, task, "request-cancellation", reason);
    cases.step(GOTEBORG, cases.child(task, "abort"), "confirm", "");

    assertThat(cases.state(order)).isEqualTo("cancelled");
    assertThat(cases.state(task)).isEqualTo("closed-withdrawn");
    assertThat(reserved()).isEqualTo(before);
  }

  @Test
  void documents_that_come_after_the_booking_are_told_and_the_case_stays_booked() {
    String task = cases.selected();
    String order = cases.child(task, "fulfill");
    cases.step(GOTEBORG, order, "accept", "");
    cases.step(GOTEBORG, order, "schedule", Needs.date("date", Cases.today().plusDays(40)));

    Api.Answer sent = cases.step(REFERRER, task, "documents-sent", "");
    Api.Answer filed = cases.step(GOTEBORG, order, "confirm-documents", "");

    assertThat(List.of(sent.status(), filed.status())).containsExactly(200, 200);
    assertThat(List.of(cases.state(task), cases.state(order)))
        .containsExactly("scheduled", "scheduled");
    assertThat(
            sql.sql("select move from vf.case_event where task_id = ? order by id desc limit 2")
                .param(task)
                .query(String.class)
                .list())
        .containsExactly("C18b", "C17b");
  }

  @Test
  void documents_that_come_while_the_case_waits_are_told_and_it_catches_up() {
    String task = cases.selected();
    String order = cases.child(task, "fulfill");
    cases.step(GOTEBORG, order, "accept", "");
    String hold = Needs.reason("hold-reason", "patient-unavailable");
    assertThat(cases.step(GOTEBORG, order, "hold", hold).status()).isEqualTo(200);
    String assessed = Needs.date("assessed-date", Cases.today());
    assertThat(cases.step(BROKER, task, "pause-medical", assessed).status()).isEqualTo(200);

    Api.Answer sent = cases.step(REFERRER, task, "documents-sent", "");
    Api.Answer filed = cases.step(GOTEBORG, order, "confirm-documents", "");

    assertThat(List.of(sent.status(), filed.status())).containsExactly(200, 200);
    assertThat(List.of(cases.state(task), cases.state(order)))
        .containsExactly("medically-paused", "on-hold");
    assertThat(cases.step(BROKER, task, "resume", "").status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("documents-received");
    assertThat(cases.step(GOTEBORG, order, "resume", "").status()).isEqualTo(200);
    assertThat(cases.state(order)).isEqualTo("order-accepted");
  }

  @Test
  void documents_are_of_an_order_also_while_the_case_waits() {
    String task = cases.assessed();
    String assessed = Needs.date("assessed-date", Cases.today());
    assertThat(cases.step(BROKER, task, "pause-medical", assessed).status()).isEqualTo(200);

    assertThat(cases.step(REFERRER, task, "documents-sent", "").problem())
        .isEqualTo("illegal-transition");
  }

  @Test
  void who_registered_the_need_resumes_a_case_that_waits_for_it() {
    String task = cases.assessed();
    cases.step(BROKER, task, "request-information", Needs.code("question", "criteria"));

    assertThat(cases.step(REFERRER, task, "resume", "").status()).isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("need-assessed");
    assertThat(cases.state(cases.child(task, "information-request"))).isEqualTo("cancelled");
  }

  @Test
  void the_patient_is_offered_another_when_the_chosen_provider_takes_its_yes_back() {
    String task = cases.assessed();
    String chosen = cases.accepted(task);
    String other = api.post(BROKER, "/fhir/Task", Needs.inquiry(task, "falun-knaprotes")).id();
    cases.step("provider-falun", other, "accept", Needs.date("earliest-date", Cases.today()));
    String both =
        Needs.offer(task, chosen)
            .replace("\"}],\"input\"", "\"},{\"reference\":\"Task/" + other + "\"}],\"input\"");
    String offer = api.post(BROKER, "/fhir/Task", both).id();
    assertThat(cases.step(BROKER, offer, "accept", Needs.code("inquiry", chosen)).status())
        .isEqualTo(200);

    String reason = Needs.reason("inquiry-reject-reason", "no-capacity");
    assertThat(cases.step(GOTEBORG, chosen, "withdraw-offer", reason).status()).isEqualTo(200);

    assertThat(cases.state(offer)).isEqualTo("cancelled");
    assertThat(cases.state(task)).isEqualTo("provider-proposed");
    assertThat(api.post(BROKER, "/fhir/Task", Needs.offer(task, other)).status()).isEqualTo(201);
  }

  @Test
  void a_question_holds_the_case_until_the_clinic_has_answered() {
    String task = cases.assessed();

    assertThat(cases.step(BROKER, task, "request-information", "").problem())
        .isEqualTo("input-missing");
    cases.step(BROKER, task, "request-information", Needs.code("question", "criteria"));
    String question = cases.child(task, "information-request");

    assertThat(cases.state(task)).isEqualTo("awaiting-information");
    assertThat(cases.step(BROKER, question, "answer", Needs.code("answer", "yes")).problem())
        .isEqualTo("actor-not-allowed");
    assertThat(cases.step(REFERRER, question, "answer", Needs.code("answer", "yes")).status())
        .isEqualTo(200);
    assertThat(cases.state(task)).isEqualTo("need-assessed");
  }

  @Test
  void an_agreement_that_wants_a_payment_commitment_gets_it_with_the_order() {
    String task = cases.chosen();
    String payment =
        Needs.code("payment-number", "BF-2026-17")
            + Needs.code("payment-region", "20")
            + Needs.date("payment-valid-to", Cases.today().plusDays(90))
            + Needs.code("payment-care", "outpatient")
            + Needs.code("payment-approver", "guarantee-office");

    demandsPayment(true);
    try {
      assertThat(cases.step(BROKER, task, "select", "").problem()).isEqualTo("input-missing");
      assertThat(
              api.get(BROKER, "/fhir/Task/" + task + "/$available-transitions")
                  .body()
                  .replaceAll("\\s", ""))
          .contains("\"name\":\"requiredInput\",\"valueCode\":\"payment-number\"");
    } finally {
      demandsPayment(false);
    }
    assertThat(
            cases.step(BROKER, task, "select", Needs.code("payment-region", "Dalarna")).problem())
        .isEqualTo("value-invalid");
    String address =
        payment.replaceFirst(
            "\"value[A-Za-z]*\":\"BF-2026-17\"", "\"valueAddress\":{\"city\":\"Anna\"}");
    assertThat(address).contains("valueAddress");
    assertThat(cases.step(BROKER, task, "select", address).problem()).isEqualTo("value-invalid");
    assertThat(cases.step(BROKER, task, "select", payment).status()).isEqualTo(200);
    assertThat(api.get(GOTEBORG, "/fhir/Task/" + cases.child(task, "fulfill")).body())
        .contains("payment-number")
        .contains("BF-2026-17");
  }

  /** Every agreement that Dalarna may use for the service says so, or none does. */
  private void demandsPayment(boolean does) {
    String url = Canonical.profile("payment-commitment-required");
    sql.sql(
            "select distinct contract_id from vf.agreement_term where service_id ="
                + " 'goteborg-knaprotes'")
        .query(String.class)
        .list()
        .forEach(
            id -> {
              Contract contract = store.read(Contract.class, id);
              contract.getExtension().removeIf(extension -> extension.getUrl().equals(url));
              if (does) {
                contract.addExtension(url, new BooleanType(true));
              }
              store.update(contract);
            });
  }

  @Test
  void what_a_step_does_not_ask_for_is_not_taken() {
    String task = cases.registered();

    assertThat(cases.step(BROKER, task, "claim", Needs.date("date", Cases.today())).problem())
        .isEqualTo("value-invalid");
    assertThat(
            cases.step(BROKER, task, "claim", Needs.input("note", "valueString\":\"x\"")).problem())
        .isEqualTo("value-invalid");
  }

  @Test
  void travel_costs_are_kept_with_the_case() {
    String task = cases.selected();
    String order = cases.child(task, "fulfill");
    cases.step(GOTEBORG, order, "accept", "");
    cases.step(GOTEBORG, order, "perform", Needs.date("performed-date", Cases.today()));
    String cost = "valueMoney\":{\"value\":1250.50,\"currency\":\"SEK\"}";

    Api.Answer followed = cases.step(BROKER, task, "follow-up", Needs.input("travel-cost", cost));

    assertThat(followed.status()).isEqualTo(200);
    assertThat(followed.body()).contains("\"code\":\"travel-cost\"").contains("1250.50");
  }

  private int reserved() {
    return sql.sql("select sum(reserved) from vf.volume where service_id = 'goteborg-knaprotes'")
        .query(Integer.class)
        .single();
  }
}
