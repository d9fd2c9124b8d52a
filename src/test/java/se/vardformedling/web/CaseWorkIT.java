package se.vardformedling.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.Needs;
import se.vardformedling.identifier.CaseId;

/** What the pages tell those who work with a case of it, and of each other. */
@NodeIT
class CaseWorkIT {
  @LocalServerPort int port;
  @Autowired JdbcClient sql;

  @Test
  void the_list_says_to_whom_and_how_far_the_documents_are_and_becomes_a_list_of_calls() {
    Cases cases = new Cases(new Api(port));
    String task = cases.selected();
    String caseId = caseOf(task);
    Browser broker = Browser.as(port, "broker-dalarna");
    waitsFor(broker, caseId, "provider", "referrer");
    assertThat(broker.open("/app/arenden/" + caseId).body())
        .contains("väntar på Vårdgivaren", "<h3><span>Demokliniken Göteborg</span></h3>");
    Browser.Page list = broker.open("/app/arenden?sok=" + caseId.substring(0, 12));
    assertThat(list.body())
        .contains("data-label=\"Till\"", "Demokliniken Göteborg", "data-label=\"Handlingar\"")
        .contains("Inte än", "Skriv ut ringlista för valda");

    Browser.Page calls = broker.submit(list, "/app/arenden/ringlista", Map.of("arende", caseId));
    assertThat(calls.path()).isEqualTo("/app/arenden/ringlista?arende=" + caseId);
    assertThat(calls.body()).contains(caseId, "Ett valt ärende", "Demosjukhuset Mora");
    assertThat(broker.open("/app/arenden/ringlista?arende=" + CaseId.mint().value()).body())
        .contains("Inget ärende är valt");
    assertThat(Browser.as(port, "provider-falun").open(calls.path()).body())
        .doesNotContain(caseId + "</a>");

    cases.step(Cases.GOTEBORG, cases.child(task, "fulfill"), "accept", "");
    waitsFor(broker, caseId, "referrer", "provider");
    assertThat(Browser.as(port, "referrer-dalarna").open("/app/arenden/" + caseId).body())
        .contains("väntar på Remittenten");
  }

  private static void waitsFor(Browser broker, String caseId, String whom, String notWhom) {
    String list = "/app/arenden?som=csv&sok=" + caseId.substring(0, 12) + "&vantarpa=";
    assertThat(broker.once(list + whom).body()).as(whom).contains(caseId + ";");
    assertThat(broker.once(list + notWhom).body()).as(notWhom).doesNotContain(caseId + ";");
  }

  @Test
  void what_is_written_with_a_reason_is_read_by_those_who_see_the_case_and_people_as_their_role() {
    String caseId =
        new Api(port)
            .post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee())
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    String page = "/app/arenden/" + caseId;
    Browser broker = Browser.as(port, "broker-dalarna");
    Browser.Page old = broker.open(page);
    Map<String, String> withdraw = FormFaultsIT.step(old, "withdraw");
    withdraw.put("reason", "other");
    withdraw.put("comment", "Ringde återbud");
    withdraw.put("saker", "ja");
    Map<String, String> claim = FormFaultsIT.step(old, "claim");
    broker.submit(page + "/steg", claim);

    Browser.Page stale = broker.submit(page + "/steg", withdraw);
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body())
        .contains("Senast ändrat av", "Vårdförmedlare", "Du hade valt", "Ringde återbud");
    withdraw.put("version", FormFaultsIT.step(broker.open(page), "withdraw").get("version"));
    assertThat(broker.submit(page + "/steg", withdraw).status()).isEqualTo(200);

    assertThat(broker.open(page).body()).contains("Kommentar: Ringde återbud", "broker-dalarna");
    assertThat(Browser.as(port, "referrer-dalarna").open(page).body())
        .contains("Kommentar: Ringde återbud", "Vårdförmedlare")
        .doesNotContain("· broker-dalarna", "Vårdförmedlare, broker-dalarna");
  }

  @Test
  void a_search_for_a_case_leaves_out_who_does_not_take_the_patient_and_says_what_it_holds_to() {
    LocalDate today = Cases.today();
    String criterion =
        "{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/need-criteria\",\"extension\":["
            + "{\"url\":\"code\",\"valueCode\":\"%s\"},{\"url\":\"value\",\"valueCode\":\"%s\"}]},";
    String need =
        Needs.knee()
            .replace(today.minusDays(10) + "", today.minusDays(85) + "")
            .replace(
                "\"extension\":[{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/guarantee",
                "\"extension\":["
                    + criterion.formatted("bmi", "60-64")
                    + criterion.formatted("asa", "III")
                    + "{\"url\":\"https://fhir.vardformedling.example/StructureDefinition/guarantee");
    Api.Answer made = new Api(port).post("referrer-dalarna", "/fhir/ServiceRequest", need);
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    String task = new Cases(new Api(port)).taskOf(made);
    Cases cases = new Cases(new Api(port));
    cases.step(Cases.BROKER, task, "claim", "");
    cases.step(Cases.BROKER, task, "assess", "");
    cases.step(Cases.BROKER, task, "start-search", "");
    Browser broker = Browser.as(port, "broker-dalarna");
    String search =
        broker
            .open("/app/arenden/" + caseOf(task))
            .first("href=\"(/app/hitta\\?[^\"]*)\"")
            .replace("&amp;", "&");

    assertThat(search).doesNotContain("asa=", "60-64");
    assertThat(broker.open(search).body())
        .contains("Det ärendet kräver gäller också", "Som ärendet säger")
        .contains("sista dag " + today.plusDays(5), "BMI 60-64", "ASA 3", ": 0 vårdgivare")
        .contains("Tar inte emot patienten enligt sina villkor");
    assertThat(broker.open(search.replaceFirst("&arende=[^&]*", "")).body())
        .doesNotContain("BMI 60-64", ": 0 vårdgivare");
  }

  private String caseOf(String task) {
    return sql.sql("select case_id from vf.case_task where task_id = :id")
        .param("id", task)
        .query(String.class)
        .single();
  }
}
