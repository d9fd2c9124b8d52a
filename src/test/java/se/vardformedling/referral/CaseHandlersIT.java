package se.vardformedling.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.NodeIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Needs;

/** Who has taken a case, and whom cases wait for, on the list and on the case's page. */
@NodeIT
class CaseHandlersIT {
  private static final String BROKER = "broker-dalarna";

  @LocalServerPort int port;
  @Autowired JdbcClient sql;
  private String caseId = "";
  private String page = "";
  private String moved = "";
  private OffsetDateTime since = OffsetDateTime.now(ZoneOffset.UTC);

  @BeforeEach
  void register() {
    caseId =
        new Api(port)
            .post("referrer-dalarna", "/fhir/ServiceRequest", Needs.knee())
            .first("sid/case-id\",\"value\":\"([^\"]*)\"");
    page = "/app/arenden/" + caseId;
  }

  /** What a test moved by hand follows the resources again. */
  @AfterEach
  void restore() {
    sql.sql(
            "update vf.case_task set state = 'need-registered', since = :since where task_id = :task")
        .param("since", since)
        .param("task", moved)
        .update();
  }

  @Test
  void a_case_is_taken_and_given_up_and_the_log_knows() {
    Browser broker = Browser.as(port, BROKER);
    Browser.Page free = broker.open(page);
    assertThat(free.body()).contains("Ansvarig: Ingen", "Ta ärendet");

    String request = UUID.randomUUID().toString();
    Browser.Page answer =
        broker.post(
            page + "/ansvarig",
            Map.of("gor", "ta", "sett", "", "_csrf", free.csrf()),
            "X-Request-Id",
            request);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(
            sql.sql(
                    "select count(*) from vf.access_log where request_id = :id and :case = any(case_ids)")
                .param("id", UUID.fromString(request))
                .param("case", caseId)
                .query(Integer.class)
                .single())
        .isPositive();
    Browser.Page mine = broker.open(page);
    assertThat(mine.body())
        .contains("Ansvarig: " + handler().orElse("?") + " (du)", "Lämna ifrån dig")
        .doesNotContain("Ta ärendet", "Ta över ärendet");

    Browser.Page given =
        broker.submit(
            mine, page + "/ansvarig", Map.of("gor", "slapp", "sett", handler().orElse("")));
    assertThat(given.body()).contains("Ärendet har ingen ansvarig.", "Ta ärendet");
    assertThat(handler()).isEmpty();
  }

  @Test
  void who_takes_it_second_is_told_who_was_first_and_may_take_it_over() {
    Browser broker = Browser.as(port, BROKER);
    Browser.Page free = broker.open(page);
    sql.sql("insert into vf.case_handler (case_id, subject, at) values (:case, 'colleague', now())")
        .param("case", caseId)
        .update();

    Map<String, String> take = Map.of("gor", "ta", "sett", "", "seen", "Ansvarig: Ingen");
    Browser.Page late = broker.submit(free, page + "/ansvarig", take);
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.body())
        .contains("Någon annan hann före", "Ansvarig: Ingen", "Ansvarig: colleague");
    assertThat(handler()).contains("colleague");

    Browser.Page over =
        broker.submit(late, page + "/ansvarig", Map.of("gor", "ta", "sett", "colleague"));
    assertThat(over.body()).contains("Du är ansvarig för ärendet.");
    assertThat(handler()).contains(BROKER);
  }

  @Test
  void only_a_broker_of_the_region_takes_a_case() {
    Browser referrer = Browser.as(port, "referrer-dalarna");
    Browser.Page seen = referrer.open(page);
    assertThat(seen.body()).contains("Ansvarig: Ingen").doesNotContain("Ta ärendet");
    Map<String, String> take = Map.of("gor", "ta", "sett", "");
    assertThat(referrer.submit(seen, page + "/ansvarig", take).status()).isEqualTo(403);
    Browser provider = Browser.as(port, "provider-falun");
    Browser.Page elsewhere = provider.open("/app/fragor?avslutade=ja");
    assertThat(provider.submit(elsewhere, page + "/ansvarig", take).status()).isEqualTo(404);
    assertThat(handler()).isEmpty();
  }

  @Test
  void who_claims_the_need_has_the_case_and_several_are_taken_at_once() {
    Browser broker = Browser.as(port, BROKER);
    Browser.Page seen = broker.open(page);
    String task = seen.first("name=\"task\" value=\"([^\"]+)\"");
    broker.submit(
        seen, page + "/steg", Map.of("task", task, "version", "1", "transition", "claim"));
    assertThat(handler()).contains(BROKER);

    register();
    Browser.Page list = broker.open("/app/arenden?sok=" + caseId.substring(0, 11));
    Browser.Page taken =
        broker.submit(
            list, "/app/arenden/ta", Map.of("arende", caseId, "sok", caseId.substring(0, 11)));
    assertThat(taken.body())
        .contains("Du är nu ansvarig för 1 av 1 valda")
        .doesNotContain("finns inte längre");
    Browser.Page gone =
        broker.submit(list, "/app/arenden/ta", Map.of("arende", caseId + ",VF-NEVER0000000"));
    assertThat(gone.status()).isEqualTo(200);
    assertThat(gone.body())
        .contains("Du är nu ansvarig för 1 av 2 valda", "Ett av dem är avslutat eller finns inte");
    assertThat(handler()).contains(BROKER);
  }

  @Test
  void the_list_and_its_files_are_narrowed_by_who_has_it_whom_it_waits_for_and_how_long() {
    remember();
    sql.sql("update vf.case_task set since = :then where case_id = :case")
        .param("then", OffsetDateTime.now(ZoneOffset.UTC).minusDays(8).minusHours(1))
        .param("case", caseId)
        .update();
    Browser broker = Browser.as(port, BROKER);
    String mine = "/app/arenden?sortera=-arende&som=csv&sok=" + caseId.substring(0, 11);

    String file = broker.once(mine + "&vantarpa=broker&stilla=7&ansvarig=ingen").body();
    assertThat(file.lines().filter(line -> line.startsWith(caseId)).toList())
        .singleElement()
        .asString()
        .contains("Förmedlaren", "8 dagar", ";Ingen;");
    assertThat(file)
        .contains("väntar på Förmedlaren · mer än 7 dagar · Utan ansvarig")
        .contains("Väntar på;Vem som ska göra nästa sak");
    for (String other :
        List.of("&vantarpa=patient", "&vantarpa=provider", "&stilla=14", "&ansvarig=mina")) {
      assertThat(broker.once(mine + other).body()).as(other).doesNotContain(caseId + ";");
    }
  }

  @Test
  void a_question_that_all_asked_providers_ask_back_is_the_brokers_move() {
    remember();
    sql.sql("update vf.case_task set state = 'inquiring' where case_id = :case")
        .param("case", caseId)
        .update();
    Browser broker = Browser.as(port, BROKER);
    String mine = "/app/arenden?som=csv&sok=" + caseId.substring(0, 11) + "&vantarpa=";
    assertThat(broker.once(mine + "broker").body()).contains(caseId + ";");
    assertThat(broker.once(mine + "provider").body()).doesNotContain(caseId + ";");

    sql.sql(
            """
            insert into vf.case_task (task_id, case_id, kind, state, status, version)
            values (:task, :case, 'candidate-inquiry', 'requested', 'requested', 1)
            """)
        .param("task", UUID.randomUUID().toString())
        .param("case", caseId)
        .update();
    assertThat(broker.once(mine + "broker").body()).doesNotContain(caseId + ";");
    assertThat(broker.once(mine + "provider").body()).contains(caseId + ";");
    sql.sql("delete from vf.case_task where case_id = :case and kind = 'candidate-inquiry'")
        .param("case", caseId)
        .update();
  }

  private void remember() {
    sql.sql("select task_id, since from vf.case_task where case_id = :case")
        .param("case", caseId)
        .query(
            (row, n) -> {
              moved = row.getString(1);
              since = row.getObject(2, OffsetDateTime.class);
              return "";
            })
        .single();
  }

  private Optional<String> handler() {
    return sql.sql("select subject from vf.case_handler where case_id = :case")
        .param("case", caseId)
        .query(String.class)
        .optional();
  }
}
