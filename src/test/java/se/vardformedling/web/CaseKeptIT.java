package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.fhir.FhirStore;

/** A case goes on as it was asked, and its page tells what the catalogue says now. */
@NodeIT
class CaseKeptIT {
  private static final String UNIT = "unit-goteborg";
  private static final String SERVICE = "goteborg-knaprotes";
  private static final String OTHER = "falun-knaprotes";
  @LocalServerPort int port;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  private Api api;
  private Cases cases;
  private String unit = "";
  private String service = "";

  @BeforeEach
  void names() {
    api = new Api(port);
    cases = new Cases(api);
    unit = store.read(Organization.class, UNIT).getName();
    service = store.read(HealthcareService.class, SERVICE).getName();
  }

  @AfterEach
  void asItWas() {
    called(unit, service);
    offered(true);
  }

  @Test
  void what_was_asked_under_one_name_keeps_it_and_tells_the_new_one() {
    String task = cases.assessed();
    String inquiry = cases.accepted(task);
    String page = "/app/arenden/" + caseOf(task);
    Browser broker = Browser.as(port, Cases.BROKER);
    assertThat(broker.open(page).body()).contains(unit).doesNotContain(" heter nu ");

    called("Nya kliniken", "Nya knän");

    String renamed = " heter nu Nya kliniken";
    assertThat(broker.open(page).body())
        .containsPattern("<h3>(<a [^>]*>)?" + unit + "<")
        .contains(service + " heter nu Nya knän.", unit + renamed + ".")
        .contains(">" + unit + " (heter nu Nya kliniken)</label>")
        .contains("<h3>" + unit + " (heter nu Nya kliniken)</h3>")
        .contains("Vårdgivare, " + unit + " (heter nu Nya kliniken)");
    cases.offer(task, inquiry);
    assertThat(broker.open(page).body())
        .as("an offer made afterwards")
        .contains("<h3><span>Nya kliniken</span></h3>", unit + renamed);
    assertThat(api.get(Cases.BROKER, "/fhir/Task/" + inquiry).body()).doesNotContain("display");
  }

  @Test
  void a_service_that_has_ended_is_gone_on_with_when_that_is_said_once() {
    String task = cases.assessed();
    String offer = cases.offer(task, cases.accepted(task));
    String page = "/app/arenden/" + caseOf(task);
    Browser broker = Browser.as(port, Cases.BROKER);
    assertThat(broker.open(page).body()).doesNotContain("despite-ended");

    offered(false);

    Browser.Page asking = broker.open(page);
    assertThat(asking.body())
        .contains("finns inte längre i katalogen")
        .containsPattern("<input (?=[^>]*name=\"in.despite-ended\")[^>]* required=\"required\"");
    Map<String, String> yes = FormFaultsIT.step(asking, "accept");
    Browser.Page unsaid = broker.submit(page + "/steg", yes);
    assertThat(unsaid.status()).isEqualTo(422);
    assertThat(unsaid.body())
        .contains("Utbudet har avslutats; gå vidare ändå")
        .contains("Utbudet har avslutats sedan du öppnade sidan.", "Kryssa i rutan i formuläret")
        .doesNotContain("En uppgift som steget kräver saknas")
        .containsPattern(
            "<span class=\"check\"><input (?=[^>]*name=\"in.despite-ended\")[^>]*><label [^>]*>Utbudet")
        .containsPattern("<input (?=[^>]*name=\"in.despite-ended\")[^>]*aria-invalid=\"true\"");
    Map<String, String> said = new LinkedHashMap<>(yes);
    said.put("in.despite-ended", "true");
    assertThat(broker.submit(page + "/steg", said).status()).isEqualTo(200);
    assertThat(cases.state(offer)).isEqualTo("accepted");

    assertThat(broker.open(page).body()).as("asked once").doesNotContain("in.despite-ended");
    assertThat(cases.step(Cases.BROKER, task, "select", "").status()).isEqualTo(200);
  }

  @Test
  void the_inquiry_that_a_refused_form_chose_is_chosen_still() {
    String task = cases.assessed();
    String inquiry = cases.accepted(task);
    cases.offer(task, inquiry);
    String page = "/app/arenden/" + caseOf(task);
    Browser broker = Browser.as(port, Cases.BROKER);
    offered(false);
    Map<String, String> yes = FormFaultsIT.step(broker.open(page), "accept");
    yes.put("in.inquiry", inquiry);

    Browser.Page refused = broker.submit(page + "/steg", yes);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .containsPattern("<option value=\"" + inquiry + "\" selected=\"selected\">");
  }

  @Test
  void a_provider_that_cannot_be_asked_is_named_nobody_is_asked_and_the_others_stay_ticked() {
    String task = cases.assessed();
    String page = "/app/arenden/" + caseOf(task);
    Browser broker = Browser.as(port, Cases.BROKER);
    Browser.Page search =
        broker.open("/app/hitta?vad=knaprotes&fran=1480&visa=alla&arende=" + caseOf(task));
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("vad", "knaprotes");
    fields.put("fran", "1480");
    fields.put("visa", "alla");
    fields.put("_csrf", search.csrf());
    offered(false);

    String both = page + "/fraga?jamfor=" + OTHER + "&jamfor=" + SERVICE;
    Browser.Page refused = broker.submit(both, fields);

    assertThat(refused.path()).startsWith("/app/hitta?").contains("arende=" + caseOf(task));
    assertThat(refused.body())
        .contains("<title>Fel: ", "Ingen har fått frågan. " + service + ": Utbudet har avslutats")
        .containsPattern("value=\"" + OTHER + "\"[^>]* checked")
        .doesNotContain("Task.focus");
    assertThat(inquiries(task)).isZero();

    Browser.Page onCase = broker.submit(both, Map.of("_csrf", refused.csrf()));
    assertThat(onCase.status()).isEqualTo(422);
    assertThat(onCase.body()).contains(service).doesNotContain("Task.focus");
    assertThat(inquiries(task)).isZero();
  }

  private int inquiries(String task) {
    return sql.sql(
            "select count(*) from vf.case_task where case_id = :case and kind = 'candidate-inquiry'")
        .param("case", caseOf(task))
        .query(Integer.class)
        .single();
  }

  @Test
  void after_a_yes_that_can_only_be_taken_back_no_next_step_is_promised() {
    String task = cases.assessed();
    api.post(Cases.BROKER, "/fhir/Task", Needs.inquiry(task, SERVICE));
    Browser provider = Browser.as(port, Cases.GOTEBORG);
    String page = "/app/arenden/" + caseOf(task);
    Map<String, String> yes = FormFaultsIT.step(provider.open(page), "accept");
    yes.put("in.earliest-date", Cases.today().plusDays(30).toString());

    Browser.Page said = provider.submit(page + "/steg", yes);

    assertThat(said.body())
        .contains("Gjort: Tacka ja.", "Dra tillbaka")
        .doesNotContain("Nästa steg står nedan");
  }

  @Test
  void a_step_that_ends_something_is_not_taken_until_one_has_said_that_one_is_sure() {
    String task = cases.assessed();
    String page = "/app/arenden/" + caseOf(task);
    Browser broker = Browser.as(port, Cases.BROKER);
    Map<String, String> end = FormFaultsIT.step(broker.open(page), "withdraw");
    end.put("reason", "other");
    end.put("comment", "Behövs inte längre");

    Browser.Page unsure = broker.submit(page + "/steg", end);

    assertThat(unsure.status()).isEqualTo(422);
    assertThat(unsure.body())
        .contains("Ja, jag är säker. Steget avslutar något.", ">Behövs inte längre</textarea>")
        .containsPattern("name=\"saker\"[^>]*aria-invalid=\"true\"");
    assertThat(cases.state(task)).isEqualTo("need-assessed");
    end.put("saker", "ja");
    assertThat(broker.submit(page + "/steg", end).status()).isEqualTo(200);
    assertThat(cases.state(task)).isNotEqualTo("need-assessed");
  }

  @Test
  void what_ends_after_the_patients_yes_is_asked_about_with_the_order() {
    String task = cases.chosen();
    offered(false);

    assertThat(cases.step(Cases.BROKER, task, "select", "").problem()).isEqualTo("input-missing");
    assertThat(api.get(Cases.BROKER, "/fhir/Task/" + task + "/$available-transitions").body())
        .contains("\"requiredInput\",\"valueCode\":\"despite-ended\"");
    String said = Needs.input("despite-ended", "valueBoolean\":true");
    assertThat(cases.step(Cases.BROKER, task, "select", said).status()).isEqualTo(200);
  }

  @Test
  void a_second_no_is_told_that_there_was_an_answer_already() {
    String task = cases.assessed();
    String inquiry = api.post(Cases.BROKER, "/fhir/Task", Needs.inquiry(task, SERVICE)).id();
    Browser provider = Browser.as(port, Cases.GOTEBORG);
    String page = "/app/arenden/" + caseOf(task);
    Map<String, String> no = FormFaultsIT.step(provider.open(page), "reject");
    no.put("reason", "no-capacity");

    Browser.Page left = provider.submit(page + "/steg", no);
    assertThat(left.path()).isEqualTo("/app/fragor?avslutade=ja");
    assertThat(left.body()).contains("Svaret är lämnat.");
    Browser.Page again = provider.submit(page + "/steg", no);
    assertThat(again.path()).isEqualTo("/app/fragor?avslutade=ja");
    assertThat(again.body()).contains("Inget ändrades: det var redan besvarat");
    assertThat(cases.state(inquiry)).isEqualTo("declined");
  }

  @Test
  void the_two_noes_of_a_patient_say_what_each_of_them_ends() {
    String task = cases.assessed();
    cases.offer(task, cases.accepted(task));

    assertThat(Browser.as(port, Cases.BROKER).open("/app/arenden/" + caseOf(task)).body())
        .containsOnlyOnce("Avslutar hela ärendet.")
        .containsOnlyOnce("Bara det här erbjudandet avslutas; ärendet söker vidare.");
  }

  private void called(String unitName, String serviceName) {
    Organization organization = store.read(Organization.class, UNIT);
    store.update(organization.setName(unitName));
    HealthcareService offered = store.read(HealthcareService.class, SERVICE);
    store.update(offered.setName(serviceName));
  }

  private void offered(boolean now) {
    sql.sql("update vf.offer set active = :now where service_id = :id")
        .param("now", now)
        .param("id", SERVICE)
        .update();
  }

  private String caseOf(String task) {
    return sql.sql("select case_id from vf.case_task where task_id = :id")
        .param("id", task)
        .query(String.class)
        .single();
  }
}
