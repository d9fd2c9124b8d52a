package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.RegionalIT;
import se.vardformedling.cast.Api;
import se.vardformedling.cast.Browser;
import se.vardformedling.cast.Cases;
import se.vardformedling.cast.RegionalKeys;
import se.vardformedling.cast.TwoNodes;
import se.vardformedling.enclosure.Papers;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.issuer.DemoTokens;
import se.vardformedling.issuer.Persona;
import se.vardformedling.messaging.MessageDelivered;
import se.vardformedling.messaging.MessageFailed;
import se.vardformedling.messaging.MessageReplayed;
import se.vardformedling.messaging.MessageState;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.StuckMessages;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Role;
import se.vardformedling.timer.EngineLook;
import se.vardformedling.timer.Recurring;

/**
 * Documents from a unit to another over real AS4 with mutual TLS. One node is both: it sends to
 * itself, and only the unit that a journal system speaks for tells the sides apart.
 */
@RegionalIT
class HandoverIT {
  private static final String MORA = "TSTNMT2321000156-VF0002";
  private static final String GOTEBORG = "TSTNMT2321000156-VF0003";
  private static final String STRANGER = "TSTNMT2321000156-VF0001";
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Whose node it is; read anew at each use. */
  private static final String UNITS = "vf.test.units";

  @LocalServerPort int port;
  @Autowired DemoTokens tokens;
  @Autowired FhirStore store;
  @Autowired ApplicationContext node;
  @Autowired JdbcClient sql;

  @Autowired
  @Qualifier("pollNational")
  Recurring poll;

  @Autowired
  @Qualifier("fileLateArrivals")
  Recurring late;

  @Autowired Messages messages;
  @Autowired StuckMessages waiting;
  @Autowired TransactionTemplate transactions;
  private Api api;
  private Cases cases;
  private CaseId caseId;
  private String caseTask;
  private String order;
  private String need;

  @BeforeEach
  void anOrderThatNobodyHasAnsweredYet() {
    TwoNodes.connect();
    System.setProperty(UNITS, String.join(",", STRANGER, MORA, GOTEBORG));
    TwoNodes.address("unit-goteborg", RegionalKeys.PARTICIPANT, RegionalKeys.FUNCTION);
    TwoNodes.address("unit-mora", RegionalKeys.PARTICIPANT, RegionalKeys.FUNCTION);
    api = new Api(port);
    know("mora", MORA);
    know("goteborg", GOTEBORG);
    know("stranger", STRANGER);
    Api there = new Api(TwoNodes.nationalPort());
    cases = new Cases(there);
    caseTask = cases.selected();
    order = cases.child(caseTask, "fulfill");
    caseId =
        new CaseId(
            there
                .get(Cases.BROKER, "/fhir/Task/" + caseTask)
                .first("sid/case-id\",\"value\":\"([^\"]*)\""));
    need = need();
    poll.run();
  }

  @AfterEach
  void forget() {
    System.clearProperty(UNITS);
    TwoNodes.forget();
  }

  private void accept() {
    Api.Answer accepted = cases.step(Cases.GOTEBORG, order, "accept", "");
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
    poll.run();
  }

  private void know(String name, String unit) {
    api.know(
        name,
        tokens.tokenOf(
            new Persona(name, Role.JOURNALSYSTEM, Optional.of("20"), Optional.of(unit))));
  }

  @Test
  void the_documents_of_a_case_arrive_once_at_the_unit_that_has_the_order_and_nowhere_else()
      throws Exception {
    accept();
    document("journalanteckning");
    document("synundersokning");

    Api.Answer sent = operate("mora", order, "$send-documents", "");
    assertThat(sent.status()).as(sent.body()).isEqualTo(200);
    assertThat(sent.body()).contains(caseId.value());
    JsonNode task = arrived("documents");
    await().atMost(SOON).until(() -> cases.state(caseTask).equals("documents-sent"));

    assertThat(task.at("/status").asText()).isEqualTo("requested");
    assertThat(task.at("/businessStatus/text").asText()).isEqualTo("complete");
    assertThat(task.at("/owner/identifier/value").asText()).isEqualTo(GOTEBORG);
    assertThat(task.at("/partOf/0/reference").asText()).isEqualTo("Task/" + order);
    assertThat(documents("goteborg"))
        .containsExactlyInAnyOrder(
            "remiss remiss.pdf",
            "journalanteckning journalanteckning.pdf",
            "synundersokning synundersokning.pdf");
    assertThat(documents("stranger")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(status("mora").at("/sent/state").asText()).isEqualTo("delivered");
            });
    assertThat(
            sql.sql("select count(*) from vf.handover_arrival where case_id = ?")
                .param(caseId.value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);

    Api.Answer again = operate("mora", order, "$send-documents", "");
    assertThat(again.status() + " " + again.problem()).isEqualTo("409 packet-sent");
    the_newest_are_ones_own();
    one_that_another_has_taken_the_place_of_stays_as_it_is();
  }

  /** Also beside a unit that sends more. */
  private void the_newest_are_ones_own() {
    sql.sql(
            "insert into vf.handover_packet select packet_id || 'x', 'result', order_id, case_id,"
                + " conversation_id, 'other', to_unit, recipient, function, missing, 'delivered',"
                + " sent_by, created_at + interval '1 day', state_at from vf.handover_packet where"
                + " case_id = ?")
        .param(caseId.value())
        .update();
    assertThat(node.getBean(PacketRows.class).newest(Set.of(MORA), Optional.empty(), 1))
        .extracting(PacketRows.Row::unit)
        .containsExactly(MORA);
    sql.sql("delete from vf.handover_packet where unit = 'other'").update();
  }

  private void one_that_another_has_taken_the_place_of_stays_as_it_is() throws Exception {
    Messages.Status first =
        sql
            .sql("select packet_id from vf.message_sent where case_id = ? and kind = 'message'")
            .param(caseId.value())
            .query(String.class)
            .list()
            .stream()
            .map(messages::packet)
            .toList()
            .get(0)
            .get(0);
    String packet =
        sql.sql("select packet_id from vf.handover_packet where case_id = ?")
            .param(caseId.value())
            .query(String.class)
            .single();
    tell(new MessageFailed(packet, first.messageId(), caseId.value(), "not-answered"));
    assertThat(operate("mora", order, "$send-documents", "").status()).isEqualTo(200);
    tell(new MessageDelivered(packet, caseId.value()));

    assertThat(
            json(api.get("mora", "/fhir/Communication/" + first.messageId()))
                .at("/status")
                .asText())
        .isEqualTo("not-done");
    it_is_not_sent_again_beside_the_other(first.messageId());
  }

  private void it_is_not_sent_again_beside_the_other(String message) {
    sql.sql("update vf.message_sent set state = 'failed' where message_id = ?")
        .param(message)
        .update();
    sql.sql("update vf.message_sent_content set written = 'x' where message_id = ?")
        .param(message)
        .update();
    Caller mora = new Caller("mora", Role.JOURNALSYSTEM, Optional.of("20"), Optional.of(MORA));
    PacketStatuses statuses = node.getBean(PacketStatuses.class);

    assertThatThrownBy(() -> statuses.replay(mora, message)).isInstanceOf(Refusal.class);
    assertThat(messages.find(message).map(Messages.Status::state)).contains(MessageState.FAILED);
  }

  @Test
  void a_packet_whose_failed_message_is_sent_again_is_on_its_way() throws Exception {
    accept();
    document("journalanteckning");
    operate("mora", order, "$send-documents", "{\"name\":\"incomplete\",\"valueBoolean\":true}");
    arrived("documents");
    await().atMost(SOON).until(() -> packetState().equals("delivered"));
    String packet =
        sql.sql("select packet_id from vf.handover_packet where case_id = ?")
            .param(caseId.value())
            .query(String.class)
            .single();
    String message = messages.packet(packet).get(0).messageId();
    tell(new MessageFailed(packet, message, caseId.value(), "not-delivered"));
    assertThat(packetState()).isEqualTo("failed");

    tell(new MessageReplayed(packet));

    assertThat(packetState()).isEqualTo("sending");
    JsonNode told = json(api.get("mora", "/fhir/Communication/" + message));
    assertThat(told.at("/status").asText()).isEqualTo("in-progress");
    assertThat(told.has("statusReason")).isFalse();
  }

  private String packetState() {
    return sql.sql("select state from vf.handover_packet where case_id = ?")
        .param(caseId.value())
        .query(String.class)
        .single();
  }

  private void tell(Object event) {
    transactions.executeWithoutResult(status -> node.publishEvent(event));
  }

  @Test
  void the_case_says_nothing_of_documents_that_did_not_arrive_and_says_so_of_those_that_did() {
    accept();
    document("journalanteckning");
    TwoNodes.address("unit-goteborg", "0203:nobody.example", RegionalKeys.FUNCTION);
    String anyway = "{\"name\":\"incomplete\",\"valueBoolean\":true}";
    assertThat(operate("mora", order, "$send-documents", anyway).status()).isEqualTo(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(packetStates()).containsExactly("failed");
            });
    assertThat(toldAsSent()).isZero();
    assertThat(new Browser(port).signIn("referrer-dalarna", "/app/meddelanden").body())
        .as("why, where somebody looks for it and in the list")
        .contains(
            "<dd lang=\"en\">The recipient is not registered</dd>",
            "Kom inte fram (The recipient is not registered)");

    TwoNodes.address("unit-goteborg", RegionalKeys.PARTICIPANT, RegionalKeys.FUNCTION);
    assertThat(operate("mora", order, "$send-documents", anyway).status()).isEqualTo(200);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(cases.state(caseTask)).isEqualTo("documents-sent");
            });

    assertThat(packetStates()).containsExactlyInAnyOrder("failed", "delivered");
    assertThat(toldAsSent()).isEqualTo(1);
  }

  private int toldAsSent() {
    return sql.sql(
            "select count(*) from vf.national_message where subject = ? and content::text like"
                + " '%documents-sent%'")
        .param(caseTask)
        .query(Integer.class)
        .single();
  }

  @Test
  void a_file_that_is_too_large_is_told_by_its_document() {
    accept();
    byte[] large = java.util.Arrays.copyOf(paper(), 23_000_000);
    document("journalanteckning");
    String document = document("synundersokning", large, "");

    Api.Answer refused = operate("mora", order, "$send-documents", "");

    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 file-too-large");
    assertThat(refused.body()).contains("\"expression\":[\"DocumentReference/" + document + "\"]");
    assertThat(sentMessages()).isZero();
  }

  @Test
  void a_receiver_without_an_address_is_told_on_the_page_with_what_to_do() {
    accept();
    document("journalanteckning");
    TwoNodes.noAddress("unit-goteborg");
    String address = "/app/paket/" + order;
    Browser browser = new Browser(port);
    Browser.Page packet = browser.signIn("referrer-dalarna", address);

    Browser.Page refused =
        browser.submit(
            address + "/skicka",
            Map.of("slag", "documents", "anda", "true", "_csrf", packet.csrf()));

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .contains("no-address", "enheten har ingen adress i den nationella katalogen");
    assertThat(sentMessages()).isZero();
  }

  @Test
  void nothing_is_sent_of_an_order_that_is_not_accepted_or_to_anybody_but_its_owner() {
    document("journalanteckning");
    document("synundersokning");
    refused("mora", "", "422 order-not-accepted");
    TwoNodes.disconnect();
    refused("mora", "", "503 national-node-away");
    TwoNodes.connect();
    accept();
    refused(
        "mora",
        "{\"name\":\"recipient\",\"valueString\":\"" + STRANGER + "\"}",
        "422 recipient-not-owner");
    refused("stranger", "", "404 not-found");
    refused("goteborg", "", "403 organisation-not-authorised");
    assertThat(sentMessages()).isZero();
  }

  @Test
  void what_is_missing_blocked_or_no_archive_paper_stops_the_packet_before_anything_is_sent() {
    accept();
    document("journalanteckning");
    refused("mora", "", "422 packet-incomplete");

    String plain =
        document(
            "synundersokning",
            "%PDF-1.7\nfictional\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            "");
    refused("mora", "", "422 not-archive-pdf");

    String blocked =
        document(
            "epikris",
            paper(),
            "\"meta\":{\"security\":[{\"system\":\"https://fhir.vardformedling.example/CodeSystem/security-label\",\"code\":\"sparr\"}]},");
    refused("mora", named(blocked), "422 packet-blocked");
    refused(
        "mora",
        named(plain) + ",{\"name\":\"incomplete\",\"valueBoolean\":true}",
        "422 not-archive-pdf");
    String theirs = document("epikris", binary("stranger", paper()), paper(), "");
    refused(
        "mora",
        named(theirs) + ",{\"name\":\"incomplete\",\"valueBoolean\":true}",
        "400 dangling-reference");
    refused("mora", "{\"name\":\"colour\",\"valueString\":\"red\"}", "400 bad-parameter");
    assertThat(sentMessages()).isZero();
  }

  @Test
  void a_completion_is_asked_for_and_sent_and_the_result_comes_back() throws Exception {
    accept();
    document("journalanteckning");
    operate("mora", order, "$send-documents", "{\"name\":\"incomplete\",\"valueBoolean\":true}");
    String received = arrived("documents").at("/id").asText();

    Api.Answer asked =
        operate(
            "goteborg",
            received,
            "$request-completion",
            "{\"name\":\"text\",\"valueString\":\"Skicka synundersökningen.\"}");
    assertThat(asked.status()).as(asked.body()).isEqualTo(200);
    JsonNode request = arrived("completion-request");
    assertThat(request.at("/owner/identifier/value").asText()).isEqualTo(MORA);
    assertThat(api.get("mora", "/fhir/" + request.at("/focus/reference").asText()).body())
        .contains("Skicka synundersökningen.");

    String eyes = document("synundersokning");
    Api.Answer completed =
        operate(
            "mora",
            request.at("/id").asText(),
            "$send-documents",
            "{\"name\":\"kind\",\"valueCode\":\"completion\"}," + named(eyes));
    assertThat(completed.status()).as(completed.body()).isEqualTo(200);
    arrived("completion");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(packetStates()).containsOnly("delivered");
            });
    // As if the answer were still on its way.
    sql.sql("update vf.handover_packet set state = 'sending' where case_id = ?")
        .param(caseId.value())
        .update();
    Api.Answer twice =
        operate(
            "mora",
            request.at("/id").asText(),
            "$send-documents",
            "{\"name\":\"kind\",\"valueCode\":\"completion\"}," + named(eyes));
    assertThat(twice.status() + " " + twice.problem()).isEqualTo("409 packet-sent");

    Api.Answer result =
        operate(
            "goteborg",
            received,
            "$send-documents",
            "{\"name\":\"kind\",\"valueCode\":\"result\"},{\"name\":\"text\",\"valueString\":\"Operationen är gjord.\"}");
    assertThat(result.status()).as(result.body()).isEqualTo(200);
    assertThat(arrived("result").at("/owner/identifier/value").asText()).isEqualTo(MORA);
    assertThat(
            sql.sql(
                    "select answers from vf.message_received where case_id = ? and answers is not null")
                .param(caseId.value())
                .query(String.class)
                .list())
        .hasSize(3);
  }

  private List<String> packetStates() {
    return sql.sql("select state from vf.handover_packet where case_id = ?")
        .param(caseId.value())
        .query(String.class)
        .list();
  }

  private void what_came_stays_as_it_came(String document) {
    Api.Answer stored = api.get("goteborg", document);
    String version = "W/\"" + stored.first("\"versionId\":\"(\\d+)\"") + "\"";
    for (String[] part :
        new String[][] {
          {"\"url\":\"Binary/[^\"]*\"", "\"url\":\"Binary/another\""},
          {"\"hash\":\"[^\"]*\"", "\"hash\":\"AAAA\""},
          {"\"urn:uuid:[^\"]*\"", "\"urn:uuid:6f1c2d3e-aaaa-4bbb-8ccc-deadbeef0001\""}
        }) {
      String changed = stored.body().replaceFirst(part[0], part[1]);
      assertThat(changed).isNotEqualTo(stored.body());
      Api.Answer answer = api.put("goteborg", document, changed, "If-Match", version);
      assertThat(answer.status() + " " + answer.problem())
          .as(part[0])
          .isEqualTo("422 value-invalid");
    }
  }

  @Test
  void ones_own_document_that_was_marked_by_mistake_is_current_again() {
    String path = "/fhir/DocumentReference/" + document("journalanteckning");
    for (String status : new String[] {"entered-in-error", "current"}) {
      Api.Answer stored = api.get("mora", path);
      Api.Answer changed =
          api.put(
              "mora",
              path,
              stored.body().replaceFirst("\"status\":\"[a-z-]*\"", "\"status\":\"" + status + "\""),
              "If-Match",
              "W/\"" + stored.first("\"versionId\":\"(\\d+)\"") + "\"");
      assertThat(changed.status()).as(changed.body()).isEqualTo(200);
      assertThat(changed.body()).contains("\"status\":\"" + status + "\"");
    }
  }

  @Test
  void what_is_recalled_is_not_to_be_used_and_can_be_sent_anew() throws Exception {
    accept();
    document("journalanteckning");
    document("synundersokning");
    operate("mora", order, "$send-documents", "");
    String received = arrived("documents").at("/id").asText();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(status("mora").at("/sent/state").asText()).isEqualTo("delivered");
            });
    String file = aFile();
    assertThat(api.get("goteborg", file, "Accept", "application/pdf").status()).isEqualTo(200);
    what_came_stays_as_it_came(file.replace("/Binary/", "/DocumentReference/"));
    // As if the receiver had been down all the time.
    sql.sql("update vf.message_sent set state = 'queued' where case_id = ?")
        .param(caseId.value())
        .update();
    Api.Answer recalled =
        operate(
            "mora",
            order,
            "$recall-documents",
            "{\"name\":\"text\",\"valueString\":\"Fel patient.\"}");
    assertThat(recalled.status()).as(recalled.body()).isEqualTo(200);
    arrived("recall");
    a_recall_names_the_packets_of_its_order();
    assertThat(
            sql.sql("select failure from vf.message_sent where case_id = ? and state = 'failed'")
                .param(caseId.value())
                .query(String.class)
                .list())
        .containsExactly("recalled");

    assertThat(json(api.get("goteborg", "/fhir/Task/" + received)).at("/status").asText())
        .isEqualTo("cancelled");
    assertThat(documents("goteborg")).isEmpty();
    nobody_is_given_the_file(file);
    nobody_takes_it_up_again(file.replace("/Binary/", "/DocumentReference/"));
    a_recall_that_did_not_arrive_is_made_again();
    assertThat(operate("mora", order, "$send-documents", "").status()).isEqualTo(200);
    assertThat(
            sql.sql(
                    "select count(*) from vf.national_message where subject = ? and"
                        + " content::text like '%documents-sent%'")
                .param(caseTask)
                .query(Integer.class)
                .single())
        .as("once for an order")
        .isEqualTo(1);

    // A spärr that has come since does not keep what is wrong from being taken back.
    ServiceRequest remiss = store.read(ServiceRequest.class, need);
    remiss
        .getMeta()
        .addSecurity(
            "https://fhir.vardformedling.example/CodeSystem/security-label", "sparr", null);
    store.update(remiss);
    Api.Answer again =
        operate(
            "mora", order, "$recall-documents", "{\"name\":\"text\",\"valueString\":\"Spärrat.\"}");
    assertThat(again.status()).as(again.body()).isEqualTo(200);
    refused("mora", "", "422 packet-blocked");
  }

  private void a_recall_names_the_packets_of_its_order() {
    List<String> packets =
        sql.sql("select packet_id from vf.handover_packet where case_id = ? and kind = 'documents'")
            .param(caseId.value())
            .query(String.class)
            .list();
    assertThat(
            sql.sql(
                    "select unnest(takes_back) from vf.handover_arrival where case_id = ? and kind ="
                        + " 'recall'")
                .param(caseId.value())
                .query(String.class)
                .list())
        .isEqualTo(packets)
        .hasSize(1);
  }

  private void a_recall_that_did_not_arrive_is_made_again() {
    String why = "{\"name\":\"text\",\"valueString\":\"Fel patient.\"}";
    Api.Answer twice = operate("mora", order, "$recall-documents", why);
    assertThat(twice.status() + " " + twice.problem()).isEqualTo("422 nothing-to-send");
    sql.sql("update vf.handover_packet set state = 'failed' where case_id = ? and kind = 'recall'")
        .param(caseId.value())
        .update();
    Api.Answer again = operate("mora", order, "$recall-documents", why);
    assertThat(again.status()).as(again.body()).isEqualTo(200);
  }

  /** The address of a file that has come. */
  private String aFile() throws Exception {
    return "/fhir/"
        + json(api.get(
                "goteborg", "/fhir/DocumentReference?status=current&identifier=" + caseId.value()))
            .at("/entry/0/resource/content/0/attachment/url")
            .asText();
  }

  /** Nor an older version of it; it is kept all the same. */
  private void nobody_is_given_the_file(String file) {
    String never = "/fhir/Binary/00000000-0000-4000-8000-000000000000";
    for (String version : List.of("", "/_history/1")) {
      Api.Answer gone = api.get("goteborg", file + version, "Accept", "application/fhir+json");
      Api.Answer none = api.get("goteborg", never + version, "Accept", "application/fhir+json");
      assertThat(gone.status()).isEqualTo(404);
      assertThat(gone.body()).isEqualTo(none.body());
    }
    assertThat(api.get("goteborg", file + "/_history").body()).doesNotContain("\"data\"");
    assertThat(store.find(Binary.class, file.substring("/fhir/Binary/".length()))).isPresent();
  }

  private void nobody_takes_it_up_again(String document) {
    String recalled = api.get("goteborg", document).body();
    Api.Answer refused =
        api.put(
            "goteborg",
            document,
            recalled.replace("\"status\":\"entered-in-error\"", "\"status\":\"current\""),
            "If-Match",
            "W/\"" + api.get("goteborg", document).first("\"versionId\":\"(\\d+)\"") + "\"");
    assertThat(recalled).contains("\"status\":\"entered-in-error\"");
    assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 value-invalid");
  }

  @Test
  void what_the_sender_has_marked_is_marked_in_all_that_comes() throws Exception {
    accept();
    document(
        "journalanteckning",
        paper(),
        "\"meta\":{\"security\":[{\"system\":\"https://fhir.vardformedling.example/CodeSystem/security-label\",\"code\":\"sekretessmarkering\"}]},");
    operate("mora", order, "$send-documents", "{\"name\":\"incomplete\",\"valueBoolean\":true}");
    arrived("documents");

    JsonNode document =
        json(api.get("goteborg", "/fhir/DocumentReference?identifier=" + caseId.value()))
            .at("/entry/0/resource");
    JsonNode message =
        json(api.get("goteborg", "/fhir/Communication?identifier=" + caseId.value()))
            .at("/entry/0/resource");
    JsonNode file =
        json(
            api.get(
                "goteborg",
                "/fhir/" + document.at("/content/0/attachment/url").asText(),
                "Accept",
                "application/fhir+json"));
    JsonNode task =
        json(api.get("goteborg", "/fhir/Task/" + arrived("documents").at("/id").asText()));
    assertThat(List.of(document, message, file, task))
        .allSatisfy(
            one ->
                assertThat(one.at("/meta/security").findValuesAsText("code"))
                    .contains("sekretessmarkering"));
  }

  @Test
  void a_document_that_tells_of_another_need_or_of_none_does_not_go_with_the_case() {
    accept();
    String ours = need;
    byte[] paper = paper();
    String of = document("journalanteckning");
    need = need();
    String ofAnother = document("journalanteckning");
    String ofNone =
        api.post(
                "mora",
                "/fhir/DocumentReference",
                """
                {"resourceType":"DocumentReference","status":"current",
                 "type":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/document-kind","code":"epikris"}]},
                 "content":[{"attachment":{"contentType":"application/pdf","size":%d,"hash":"%s","data":"%s"}}]}
                """
                    .formatted(
                        paper.length, sha1(paper), Base64.getEncoder().encodeToString(paper)))
            .id();
    need = ours;

    for (String wrong : List.of(ofAnother, ofNone)) {
      Api.Answer refused =
          operate(
              "mora",
              order,
              "$send-documents",
              named(of) + "," + named(wrong) + ",{\"name\":\"incomplete\",\"valueBoolean\":true}");
      assertThat(refused.status() + " " + refused.problem()).isEqualTo("422 value-invalid");
      assertThat(refused.body()).contains("DocumentReference.context.related");
    }
    assertThat(
            sql.sql("select kind from vf.document_entry where need_id = ?")
                .param(need)
                .query(String.class)
                .list())
        .containsExactly("journalanteckning");
  }

  @Test
  void documents_that_their_recall_has_overtaken_are_not_to_be_used() throws Exception {
    accept();
    String documents = say(SubjectRules.write(caseId, MessageKind.DOCUMENTS), "1 hour");
    say(SubjectRules.write(caseId, MessageKind.RECALL));
    arrived("recall");
    leaves(documents, "0");

    assertThat(arrived("documents").at("/status").asText()).isEqualTo("cancelled");
    assertThat(
            json(api.get("goteborg", "/fhir/Communication?identifier=" + caseId.value()))
                .findValuesAsText("status"))
        .contains("stopped");
    assertThat(cases.state(caseTask)).isEqualTo("provider-selected");
  }

  @Test
  void the_pages_show_what_is_missing_and_sent_and_whom_it_is_about_only_when_asked() {
    accept();
    document("journalanteckning");
    Browser browser = new Browser(port);
    Browser.Page list = browser.signIn("referrer-dalarna", "/app/paket");
    assertThat(list.body()).contains(caseId.value(), "/app/meddelanden");
    String address = "/app/paket/" + order;
    Browser.Page packet = browser.open(address);
    assertThat(packet.status()).as(packet.body()).isEqualTo(200);
    assertThat(packet.body())
        .contains("Synundersökning", "Saknas, behövs")
        .doesNotContain("Tolvan", "191212121212");

    Map<String, String> send = Map.of("slag", "documents", "_csrf", packet.csrf());
    Browser.Page refused = browser.submit(address + "/skicka", send);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body()).contains("packet-incomplete");
    Map<String, String> anyway = new HashMap<>(send);
    anyway.put("anda", "true");
    assertThat(browser.submit(address + "/skicka", anyway).body())
        .contains("Det är lämnat för sändning", "Återkalla");
    Browser.Page messages = browser.open("/app/meddelanden?arende=" + caseId);
    assertThat(messages.status()).as(messages.body()).isEqualTo(200);
    assertThat(messages.body())
        .contains(caseId.value(), "Skickat utan: Synundersökning")
        .doesNotContain("Tolvan");
    assertThat(browser.open("/app/meddelanden?som=csv").body()).contains(caseId.value());

    Browser.Page shown =
        browser.submit("/app/patient/" + caseId, Map.of("paket", order, "_csrf", packet.csrf()));
    assertThat(shown.body()).contains("Tolvan Tolvansson", "191212121212");
    assertThat(
            sql.sql(
                    "select count(*) from vf.access_log where action = 'POST /app/patient' and :case"
                        + " = any(case_ids) and status = 200")
                .param("case", caseId.value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    what_pages_show_is_logged();
    Browser stranger = new Browser(port);
    assertThat(stranger.signIn("provider-falun", address).status()).isEqualTo(404);
    assertThat(new Browser(port).signIn("analyst", "/app/meddelanden").status()).isEqualTo(403);
  }

  private void what_pages_show_is_logged() {
    String patient = store.read(ServiceRequest.class, need).getSubject().getReference();
    assertThat(logged("POST /app/patient", patient)).isEqualTo(1);
    for (String page : List.of("GET /app/paket", "GET /app/meddelanden")) {
      assertThat(
              sql.sql(
                      "select count(*) from vf.access_log where action = :action and :case ="
                          + " any(case_ids) and status = 200")
                  .param("action", page)
                  .param("case", caseId.value())
                  .query(Integer.class)
                  .single())
          .as(page)
          .isGreaterThanOrEqualTo(2);
    }
    Browser browser = new Browser(port);
    assertThat(browser.signIn("referrer-dalarna", "/app/paket?visa=avslutade").body())
        .contains("Visa pågående")
        .doesNotContain(caseId.value());
  }

  @Test
  void parts_meet_in_one_task_in_any_order_and_what_names_two_cases_waits_for_a_person()
      throws Exception {
    accept();
    String subject = SubjectRules.write(caseId, MessageKind.DOCUMENTS);
    say(subject + " (del 2 av 2)");
    say(subject + " (del 1 av 2)");
    JsonNode task = arrived("documents");
    assertThat(task.at("/input")).hasSize(2);

    say(SubjectRules.write(CaseId.mint(), MessageKind.OTHER));
    apart("cases-differ");
    Browser browser = new Browser(port);
    Browser.Page messages = browser.signIn("referrer-dalarna", "/app/meddelanden");
    assertThat(messages.body()).contains("Meddelandet pekar på två olika ärenden.");
    Matcher arrival = Pattern.compile("/app/meddelande/([0-9a-f-]{36})\"").matcher(messages.body());
    assertThat(arrival.find()).isTrue();
    Browser.Page read =
        browser.submit("/app/meddelande/" + arrival.group(1), Map.of("_csrf", messages.csrf()));
    assertThat(read.body()).contains(">Hej<", "Koppla till ärendet", "Lägg in utan ärende");
    assertThat(logged("POST /app/meddelande", "Communication/" + arrival.group(1))).isEqualTo(1);
    browser.submit(
        "/app/meddelanden/" + arrival.group(1) + "/koppla",
        Map.of("arende", caseId.value(), "_csrf", messages.csrf()));
    assertThat(arrived("other").at("/groupIdentifier/value").asText()).isEqualTo(caseId.value());
    assertThat(apart()).isEmpty();
  }

  private int logged(String action, String entity) {
    return sql.sql(
            "select count(*) from vf.access_log where action = :action and :entity = any(entities)"
                + " and status = 200")
        .param("action", action)
        .param("entity", entity)
        .query(Integer.class)
        .single();
  }

  @Test
  void parts_of_two_packets_never_mix_when_their_sender_says_which_they_are_of() throws Exception {
    accept();
    String subject = SubjectRules.write(caseId, MessageKind.DOCUMENTS);
    say(subject + " (del 1 av 2)", "0", "", "11111111-1111-4111-8111-111111111111");
    partly();
    String second = "22222222-2222-4222-8222-222222222222";
    String one = say(subject + " (del 1 av 2)", "0", "", second);
    String two = say(subject + " (del 2 av 2)", "0", "", second);

    JsonNode task = arrived("documents");
    assertThat(
            sql.sql("select message_id from vf.handover_arrival where task_id = ? order by part")
                .param(task.at("/id").asText())
                .query(String.class)
                .list())
        .containsExactly(one, two);
  }

  /** Until a part of a packet has been filed. */
  private void partly() {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(filed()).isEqualTo(1);
            });
  }

  private int filed() {
    return sql.sql("select count(*) from vf.handover_arrival where case_id = ? and state = 'filed'")
        .param(caseId.value())
        .query(Integer.class)
        .single();
  }

  @Test
  void what_cannot_be_filed_is_seen_by_a_person_and_filed_when_it_can_be() {
    String id = say(SubjectRules.write(caseId, MessageKind.DOCUMENTS), "0");
    apart("no-order");
    byte[] content =
        sql.sql("select content from vf.message_received where message_id = ?")
            .param(id)
            .query((row, n) -> row.getBytes(1))
            .single();
    hold(id, new byte[] {1});
    accept();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(stuck(id)).containsExactly("not-filed");
            });
    Browser browser = new Browser(port);
    assertThat(browser.signIn("provider-falun", "/app/meddelanden").body())
        .contains("Ett meddelande kan inte läsas in just nu", id);
    // Whoever else the issuer lets in: another organisation's people see nothing that waits here.
    assertThat(new Browser(port).signIn("provider-goteborg", "/app/meddelanden").body())
        .doesNotContain(id);
    hold(id, content);
    sql.sql(
            "update vf.handover_arrival set received_at = received_at - interval '1 hour' where"
                + " message_id = ?")
        .param(id)
        .update();
    // The try that failed waits for minutes; whatever has lost its timer is found as well.
    sql.sql("delete from vf.timer where task_name = 'file-arrival'").update();
    late.run();
    partly();
    assertThat(stuck(id)).isEmpty();
  }

  private void hold(String messageId, byte[] content) {
    sql.sql("update vf.message_received set content = ? where message_id = ?")
        .params(content, messageId)
        .update();
  }

  private List<String> stuck(String messageId) {
    return waiting.list().stream()
        .filter(one -> one.messageId().equals(messageId))
        .map(Messages.Stuck::reason)
        .toList();
  }

  @Test
  void what_belongs_to_no_case_is_filed_with_the_unit_that_somebody_says() throws Exception {
    String id = say("Fråga om remiss", "0", caseId.value(), "dnr 17");
    String arrival =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  EngineLook.now(node);
                  return sql.sql(
                          "select arrival_id from vf.handover_arrival where message_id = ? and"
                              + " state = 'apart' and reason = 'no-case'")
                      .param(id)
                      .query(String.class)
                      .optional()
                      .orElse("");
                },
                found -> !found.isEmpty());
    Browser browser = new Browser(port);
    Browser.Page list = browser.signIn("referrer-dalarna", "/app/meddelanden");
    assertThat(list.body()).contains("Visa meddelandet");
    Browser.Page elsewhere =
        browser.submit(
            "/app/meddelanden/" + arrival + "/enhet",
            Map.of("enhet", GOTEBORG, "_csrf", list.csrf()));
    assertThat(elsewhere.status()).isEqualTo(403);
    browser.submit(
        "/app/meddelanden/" + arrival + "/enhet", Map.of("enhet", MORA, "_csrf", list.csrf()));
    String taskId =
        await()
            .atMost(SOON)
            .until(
                () -> {
                  EngineLook.now(node);
                  return sql.sql(
                          "select task_id from vf.handover_arrival where arrival_id = ? and state ="
                              + " 'filed'")
                      .param(arrival)
                      .query(String.class)
                      .optional()
                      .orElse("");
                },
                found -> !found.isEmpty());

    JsonNode task = json(api.get("mora", "/fhir/Task/" + taskId));
    assertThat(task.at("/owner/identifier/value").asText()).isEqualTo(MORA);
    assertThat(task.at("/groupIdentifier").isMissingNode()).isTrue();
    assertThat(api.get("goteborg", "/fhir/Task/" + taskId).status()).isEqualTo(404);
  }

  @Test
  void what_comes_before_its_order_or_from_somebody_else_is_filed_nowhere() {
    TwoNodes.address("unit-mora", "0203:another.example", "remiss");
    say(SubjectRules.write(caseId, MessageKind.DOCUMENTS));
    apart("no-order");
    // The execution that found no order has committed, and its timer is still there.
    sql.sql(
            "insert into vf.timer (task_name, task_instance, execution_time, picked, picked_by,"
                + " last_heartbeat, version) select 'file-arrival', arrival_id, now(), true,"
                + " 'test', now(), 1 from vf.handover_arrival where state = 'apart'")
        .update();
    accept();
    apart("sender-differs");
    assertThat(api.get("goteborg", "/fhir/Task?group-identifier=" + caseId.value()).body())
        .doesNotContain("documents-received");
    assertThat(cases.state(caseTask)).isEqualTo("provider-selected");
    sql.sql("delete from vf.handover_arrival where state = 'apart'").update();
    sql.sql("delete from vf.timer where picked_by = 'test'").update();
  }

  @Test
  void what_somebody_has_connected_is_filed_with_the_unit_of_this_node_and_not_with_the_other()
      throws Exception {
    System.setProperty(UNITS, GOTEBORG);
    accept();
    TwoNodes.address("unit-mora", "0203:another.example", "remiss");
    String id = say(SubjectRules.write(caseId, MessageKind.OTHER), "0");
    apart("sender-differs");

    node.getBean(UnfiledMessages.class)
        .connect(
            new Caller("goteborg", Role.JOURNALSYSTEM, Optional.of("14"), Optional.of(GOTEBORG)),
            arrival(id),
            caseId);

    assertThat(arrived("other").at("/owner/identifier/value").asText()).isEqualTo(GOTEBORG);
  }

  @Test
  void where_a_unit_takes_what_names_no_case_a_case_waits_for_its_order_all_the_same() {
    String early = say(SubjectRules.write(caseId, MessageKind.DOCUMENTS), "0");
    apart("no-order");
    fileAt(MORA, early);
    assertThat(apart()).isEqualTo("no-order");
    sql.sql("delete from vf.handover_arrival where state = 'apart'").update();

    String none = say("Fråga", "0", caseId.value(), "dnr 18");
    apart("no-case");
    fileAt(MORA, none);
    assertThat(
            sql.sql("select unit || ' ' || state from vf.handover_arrival where message_id = ?")
                .param(none)
                .query(String.class)
                .single())
        .isEqualTo(MORA + " filed");
  }

  /** As if it came now, to a node where the unit takes what names no case. */
  private void fileAt(String unit, String messageId) {
    sql.sql(
            "update vf.handover_arrival set state = 'arrived', reason = '', case_id = null where"
                + " message_id = ?")
        .param(messageId)
        .update();
    new FileArrival(
            node.getBeanProvider(Messages.class),
            node.getBean(Traces.class),
            node.getBean(Correspondents.class),
            node.getBean(Filing.class),
            new HandoverSettings(unit),
            transactions)
        .due(arrival(messageId));
  }

  private String arrival(String messageId) {
    return sql.sql("select arrival_id from vf.handover_arrival where message_id = ?")
        .param(messageId)
        .query(String.class)
        .single();
  }

  private void apart(String reason) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              EngineLook.now(node);
              assertThat(apart()).isEqualTo(reason);
            });
  }

  private String apart() {
    return sql.sql("select reason from vf.handover_arrival where state = 'apart'")
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** A message about the case from a client that is not ours. */
  private void say(String subject) {
    say(subject, "0");
  }

  /**
   * One that is made now and leaves later; its id. It does not say which packet it is a part of.
   */
  private String say(String subject, String after) {
    return say(subject, after, "https://fhir.vardformedling.example/sid/packet-id", "dnr");
  }

  /** With something else in it than what a node of ours writes. */
  private String say(String subject, String after, String written, String other) {
    // Parts of a packet are in one thread.
    Packet inThread =
        new Packet(
            RegionalKeys.PARTICIPANT,
            RegionalKeys.FUNCTION,
            caseId,
            subject,
            "Hej",
            false,
            List.of(),
            Optional.of(ThreadRules.conversation(caseId)),
            Optional.empty(),
            List.of());
    return java.util.Objects.requireNonNull(
        transactions.execute(
            status -> {
              Messages.Sent sent = messages.send(inThread);
              String id = sent.messageIds().get(0);
              sql.sql(
                      "update vf.message_sent_content set written = convert_to(replace("
                          + "convert_from(written, 'UTF8'), :written, :other), 'UTF8') where"
                          + " message_id = :id")
                  .param("written", written.isEmpty() ? sent.packetId() : written)
                  .param("other", other)
                  .param("id", id)
                  .update();
              leaves(id, after);
              return id;
            }));
  }

  private void leaves(String id, String after) {
    sql.sql(
            "update vf.timer set execution_time = now() + cast(:after as interval) where task_name ="
                + " 'send-message' and task_instance = :id")
        .param("after", after)
        .param("id", id + " 0")
        .update();
  }

  private void refused(String who, String parameters, String expected) {
    Api.Answer answer = operate(who, order, "$send-documents", parameters);
    assertThat(answer.status() + " " + answer.problem()).as(answer.body()).isEqualTo(expected);
  }

  private int sentMessages() {
    return sql.sql("select count(*) from vf.message_sent where case_id = ?")
        .param(caseId.value())
        .query(Integer.class)
        .single();
  }

  private Api.Answer operate(String who, String task, String operation, String parameters) {
    return api.post(
        who,
        "/fhir/Task/" + task + "/" + operation,
        "{\"resourceType\":\"Parameters\"%s}"
            .formatted(parameters.isEmpty() ? "" : ",\"parameter\":[" + parameters + "]"));
  }

  private static String named(String document) {
    return "{\"name\":\"document\",\"valueReference\":{\"reference\":\"DocumentReference/"
        + document
        + "\"}}";
  }

  /** The Task about what has come, once all of it has. */
  private JsonNode arrived(String kind) {
    return await()
        .atMost(SOON)
        .until(
            () -> {
              EngineLook.now(node);
              for (String who : List.of("goteborg", "mora")) {
                for (JsonNode entry :
                    json(api.get(who, "/fhir/Task?group-identifier=" + caseId.value()))
                        .at("/entry")) {
                  JsonNode task = entry.at("/resource");
                  if (task.at("/input/0/type/coding/0/code").asText().equals(kind)
                      && task.at("/businessStatus/text").asText().equals("complete")) {
                    return task;
                  }
                }
              }
              return null;
            },
            found -> found != null);
  }

  private List<String> documents(String who) throws Exception {
    List<String> found = new ArrayList<>();
    for (JsonNode entry :
        json(api.get(who, "/fhir/DocumentReference?status=current&identifier=" + caseId.value()))
            .at("/entry")) {
      JsonNode document = entry.at("/resource");
      found.add(
          document.at("/type/coding/0/code").asText()
              + " "
              + document.at("/content/0/attachment/title").asText());
      String url = document.at("/content/0/attachment/url").asText();
      assertThat(api.get(who, "/fhir/" + url, "Accept", "application/pdf").body())
          .startsWith("%PDF-");
    }
    return found;
  }

  /** The parts of the one sent packet, by name. */
  private JsonNode status(String who) throws Exception {
    com.fasterxml.jackson.databind.node.ObjectNode all = new ObjectMapper().createObjectNode();
    for (JsonNode one :
        json(api.get(who, "/fhir/Task/" + order + "/$packet-status")).at("/parameter")) {
      com.fasterxml.jackson.databind.node.ObjectNode parts = new ObjectMapper().createObjectNode();
      one.at("/part").forEach(part -> parts.set(part.at("/name").asText(), part.at("/valueCode")));
      all.set(one.at("/name").asText(), parts);
    }
    return all;
  }

  private static JsonNode json(Api.Answer answer) throws Exception {
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private String document(String kind) {
    return document(kind, paper(), "");
  }

  private String document(String kind, byte[] content, String meta) {
    return document(kind, binary("mora", content), content, meta);
  }

  private String binary(String who, byte[] content) {
    Api.Answer binary =
        api.post(
            who,
            "/fhir/Binary",
            "{\"resourceType\":\"Binary\",\"contentType\":\"application/pdf\",\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(content)));
    assertThat(binary.status()).as(binary.body()).isEqualTo(201);
    return binary.id();
  }

  private String document(String kind, String binary, byte[] content, String meta) {
    Api.Answer stored =
        api.post(
            "mora",
            "/fhir/DocumentReference",
            """
            {"resourceType":"DocumentReference",%s"status":"current",
             "type":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/document-kind","code":"%s"}]},
             "content":[{"attachment":{"contentType":"application/pdf","url":"Binary/%s","size":%d,"hash":"%s"}}],
             "context":{"related":[{"reference":"ServiceRequest/%s"}]}}
            """
                .formatted(meta, kind, binary, content.length, sha1(content), need));
    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    return stored.id();
  }

  private static byte[] paper() {
    return Papers.paper();
  }

  private static String sha1(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String need() {
    String patient =
        api.post(
                "mora",
                "/fhir/Patient",
                """
                {"resourceType":"Patient",
                 "identifier":[{"system":"http://electronichealth.se/identifier/personnummer","value":"191212121212"}],
                 "name":[{"family":"Tolvansson","given":["Tolvan"]}]}
                """)
            .id();
    Api.Answer stored =
        api.post(
            "mora",
            "/fhir/ServiceRequest",
            """
            {"resourceType":"ServiceRequest","status":"active","intent":"order",
             "subject":{"reference":"Patient/%s"},
             "requester":{"identifier":{"system":"urn:oid:1.2.752.29.4.19","value":"%s"},"display":"Demosjukhuset Mora"},
             "code":{"coding":[{"system":"https://fhir.vardformedling.example/CodeSystem/vardtjanst","code":"gra-starr"}]},
             "reasonCode":[{"text":"Synen har blivit sämre."}]}
            """
                .formatted(patient, MORA));
    assertThat(stored.status()).as(stored.body()).isEqualTo(201);
    // As registration leaves it.
    ServiceRequest registered = store.read(ServiceRequest.class, stored.id());
    registered.setRequisition(TransmissionResource.caseId(caseId.value()));
    store.update(registered);
    return stored.id();
  }
}
