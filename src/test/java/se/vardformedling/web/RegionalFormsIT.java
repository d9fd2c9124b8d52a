package se.vardformedling.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import se.vardformedling.RegionalIT;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.cast.Browser;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;

/** What is done on the pages of a regional node: registered, opened, refused. */
@RegionalIT
class RegionalFormsIT {
  @LocalServerPort int port;
  @Autowired FhirStore store;
  @Autowired JdbcClient sql;
  @Autowired Clock today;
  private RegionalWork work;
  private String order;
  private String need;
  private String unclocked;

  @BeforeEach
  void somebodyWaits() {
    work = new RegionalWork(store, LocalDate.now(today));
    order = work.order();
    need = work.waiting(true);
    unclocked = work.waiting(false);
  }

  @AfterEach
  void forget() {
    List.of(need, unclocked).forEach(work::ends);
    sql.sql("delete from vf.national_message where subject = ?").param(need).update();
  }

  @Test
  void who_wants_an_offer_is_registered_nationally_from_the_list_and_a_form_is_there_again() {
    Browser unit = Browser.as(port, "referrer-dalarna");
    String list = unit.open("/app/ringlista").body();
    assertThat(list)
        .contains("aria-label=\"Knäprotesoperation, remiss " + need.substring(0, 8))
        .contains("Knäprotesoperation, " + unclocked);
    String page = "/app/ringlista/" + need;
    Browser.Page form = unit.open(page);
    Browser.Page refused = unit.submit(form, page + "/samtal", Map.of());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Hur gick det?", "Vill ha erbjudande", "Anmäl till", "Välj hur samtalet gick")
        .containsPattern("name=\"utfall\"[^>]*aria-invalid=\"true\"");
    Map<String, String> heard = Map.of("utfall", "interested");
    unit.submit(form, page + "/samtal", heard);
    assertThat(unit.submit(form, page + "/samtal", heard).body())
        .contains("Samtalet är noterat.")
        .containsOnlyOnce("Vill ha erbjudande · ");
    assertThat(unit.open("/app/ringlista?inom=x").body())
        .contains("har inte använts: inom hur många dagar.");
    // Whoever reads in the other language where a patient was shown comes to the same page.
    assertThat(unit.open("/app/patient/remiss/" + need + "?lang=en").path())
        .isEqualTo(page + "?lang=en");
    unit.open(page + "?lang=sv");

    Browser.Page registered = unit.submit(form, page + "/anmal", Map.of());
    assertThat(registered.body())
        .contains("Anmälan är lämnad för sändning", "Anmälan är på väg")
        .doesNotContain("Tolvansson", "191212121212");
    unit.submit(form, page + "/anmal", Map.of());
    assertThat(
            sql.sql("select count(*) from vf.national_message where subject = ?")
                .param(need)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    assertThat(Browser.as(port, "provider-falun").submit(form, page + "/anmal", Map.of()).status())
        .isIn(403, 404);
  }

  @Test
  void an_order_that_has_ended_says_so_in_place_of_the_form_that_it_would_refuse() {
    Browser unit = Browser.as(port, "referrer-dalarna");
    String send = "<button class=\"button button--primary\">Skicka handlingarna</button>";
    assertThat(unit.open("/app/paket/" + order).body())
        .contains(send)
        .doesNotContain("Uppdraget är inte öppet");

    Task ended = store.read(Task.class, order);
    store.update(ended.setStatus(Task.TaskStatus.FAILED));

    assertThat(unit.open("/app/paket/" + order).body())
        .contains("Uppdraget är inte öppet")
        .doesNotContain(send);
  }

  @Test
  void what_has_come_is_opened_by_its_own_unit_and_that_stands_in_the_log() {
    String id = UUID.randomUUID().toString();
    Task theOrder = store.read(Task.class, order);
    Binary file = new Binary().setContentType("application/pdf").setData("papper".getBytes(UTF_8));
    file.setId("Binary/" + id);
    CareUnits.mark(file, RegionalWork.MORA);
    store.update(file);
    DocumentReference document = new DocumentReference();
    document.setId("DocumentReference/" + id);
    document.addIdentifier(theOrder.getGroupIdentifier());
    document.setMasterIdentifier(
        new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + id));
    document.setDate(Date.from(today.instant()));
    document.setCustodian(RegionalWork.unit(RegionalWork.MORA));
    document.setStatus(DocumentReferenceStatus.CURRENT);
    document.getType().addCoding(new Coding(Canonical.codeSystem("document-kind"), "remiss", null));
    document
        .addContent()
        .setAttachment(
            new Attachment()
                .setContentType("application/pdf")
                .setHash(new byte[20])
                .setTitle("remiss.pdf")
                .setUrl("Binary/" + id)
                .setSize(6));
    CareUnits.mark(document, RegionalWork.MORA);
    store.update(document);

    Browser unit = Browser.as(port, "referrer-dalarna");
    Browser.Page packet = unit.open("/app/paket/" + order);
    assertThat(packet.body()).contains("Mottagna handlingar", "Öppna handlingen remiss.pdf");
    String open = "/app/handling/" + order + "/" + id;
    Browser.Page opened = unit.submit(packet, open, Map.of());
    assertThat(opened.body()).isEqualTo("papper");
    assertThat(opened.header("Content-Disposition")).startsWith("attachment");
    assertThat(unit.once(open).status()).isEqualTo(302);
    assertThat(Browser.as(port, "provider-falun").submit(packet, open, Map.of()).status())
        .isIn(403, 404);
    assertThat(
            sql.sql(
                    "select count(*) from vf.access_log where action = 'POST /app/handling' and ? = any(entities)")
                .param("DocumentReference/" + id)
                .query(Integer.class)
                .single())
        .isEqualTo(1);

    store.update(document.setStatus(DocumentReferenceStatus.ENTEREDINERROR));
    assertThat(unit.submit(packet, open, Map.of()).status()).isEqualTo(404);
    assertThat(unit.open("/app/paket/" + order).body()).contains("Återkallad av avsändaren");

    String recall = UUID.randomUUID().toString();
    Communication message = new Communication();
    message.setId("Communication/" + recall);
    message.setStatus(Communication.CommunicationStatus.COMPLETED);
    message.addPayload().setContent(new StringType("Fel journal"));
    CareUnits.mark(message, RegionalWork.MORA);
    store.update(message);
    arrived(id, "documents", theOrder, 2);
    arrived(recall, "recall", theOrder, 1);
    assertThat(unit.open("/app/paket/" + order).body())
        .contains("Skäl: Fel journal", "<span class=\"tone--bad\">Återkallat</span>");
    sql.sql("delete from vf.handover_arrival where arrival_id in (?, ?)")
        .params(id, recall)
        .update();
  }

  private void arrived(String id, String kind, Task about, int hoursAgo) {
    sql.sql(
            """
            insert into vf.handover_arrival (arrival_id, sender, message_id, conversation_id, kind, case_id, unit,
                                             state, received_at, sent_at)
            values (:id, '0203:else.example', :id, :id, :kind, :case, :unit, 'filed', now(),
                    now() - make_interval(hours => :hours))
            """)
        .param("id", id)
        .param("kind", kind)
        .param("case", about.getGroupIdentifier().getValue())
        .param("unit", RegionalWork.MORA)
        .param("hours", hoursAgo)
        .update();
  }

  @Test
  void a_role_that_has_no_work_here_is_told_so() {
    assertThat(Browser.as(port, "broker-dalarna").open("/app").body())
        .contains("Här finns inget för din roll");
  }
}
