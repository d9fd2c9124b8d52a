package se.vardformedling.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What full disks, clocks that differ and a receipt that comes twice leave, and what is forgotten.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(TwoServices.NODES)
class DeliveryFaultsIT extends TwoServices {

  @Test
  void a_receipt_that_comes_twice_changes_nothing() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work("send-message");
    String transfer = transfer(id);
    OnTransfer told = a.told();
    told.delivered(transfer, new byte[] {1});
    assertThat(state(id)).isEqualTo(MessageState.RECEIVED);
    round();
    told.delivered(transfer, new byte[] {1});

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.events()).hasSize(1);
    assertThat(count("vf.message_received")).isEqualTo(1);
    a.clock().move(Duration.ofMinutes(61));
    a.work();
    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.stuck().list()).isEmpty();
  }

  @Test
  void two_answers_that_come_at_once_are_both_taken_and_the_packet_is_delivered_once() {
    Messages.Sent sent = a.send(packet(large()));
    a.work("send-message");
    b.work("open-arrival");
    b.work("send-message");
    // Each stays a while where it has locked its own message.
    a.sql()
        .sql(
            "create function vf.slow() returns trigger language plpgsql as $$ begin if new.step ="
                + " 'answer' then perform pg_sleep(0.3); end if; return new; end $$")
        .update();
    a.sql()
        .sql(
            "create trigger slow before insert on vf.message_evidence for each row execute function"
                + " vf.slow()")
        .update();
    a.workAtOnce("open-arrival");

    assertThat(a.messages().packet(sent.packetId()))
        .extracting(Messages.Status::state)
        .containsExactly(MessageState.ACCEPTED, MessageState.ACCEPTED);
    assertThat(a.events())
        .containsExactly(new MessageDelivered(sent.packetId(), caseId.toString()));
    assertThat(a.stuck().list()).isEmpty();
  }

  @Test
  void what_is_stopped_leaves_no_more_and_is_forgotten() throws Exception {
    b.close();
    Messages.Sent sent = a.send(packet(PDF));
    String id = sent.messageIds().get(0);
    a.work();
    a.stop(sent.packetId(), "recalled");
    b = Node.start(folder, "b", bDatabase, Map.of());
    a.clock().move(NEXT);
    round();

    assertThat(a.messages().find(id))
        .contains(new Messages.Status(id, 1, 1, MessageState.FAILED, 1, "recalled"));
    assertThat(steps(a, id)).containsExactly("queued", "try", "sealed", "not carried", "stopped");
    assertThat(count("vf.message_arrived")).isZero();
    assertThat(a.stuck().replay(id, "demo-broker")).isFalse();
    assertThat(a.stuck().list()).isEmpty();
  }

  @Test
  void what_has_a_receipt_and_is_stopped_is_forgotten_and_nobody_is_asked_about_it() {
    Messages.Sent sent = a.send(packet(PDF));
    String id = sent.messageIds().get(0);
    a.work("send-message");
    assertThat(state(id)).isEqualTo(MessageState.RECEIVED);
    a.stop(sent.packetId(), "replaced");
    a.clock().move(Duration.ofMinutes(61));
    a.work();

    assertThat(a.messages().find(id))
        .contains(new Messages.Status(id, 1, 1, MessageState.FAILED, 1, "replaced"));
    assertThat(a.stuck().list()).isEmpty();
    assertThat(a.stuck().replay(id, "demo-broker")).isFalse();
  }

  @Test
  void what_has_lost_its_timer_is_sent_and_opened_and_its_answer_is_missed_all_the_same() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    noTimers(a);
    a.clock().move(Duration.ofMinutes(20));
    a.wakeLate();
    a.work();
    assertThat(state(id)).isEqualTo(MessageState.RECEIVED);
    noTimers(a);
    a.clock().move(Duration.ofMinutes(75));
    a.wakeLate();
    a.work();
    assertThat(a.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("not-answered");

    noTimers(b);
    b.clock().move(Duration.ofMinutes(20));
    b.wakeLate();
    round();
    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.stuck().list()).isEmpty();
  }

  private static void noTimers(Node node) {
    node.sql().sql("delete from vf.timer").update();
  }

  @Test
  void what_cannot_be_opened_for_a_day_waits_for_a_person_who_opens_it_again() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    full(b, "message_received");
    age(Duration.ofHours(2));
    assertThatThrownBy(() -> b.work("open-arrival")).hasMessageContaining("disk full");
    age(Duration.ofHours(23));
    b.work("open-arrival");

    assertThat(b.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("dropped");
    String arrival = b.stuck().list().get(0).messageId();
    roomy(b, "message_received");
    assertThat(b.stuck().reopen(arrival, "demo-broker")).isTrue();
    round();
    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(b.stuck().list()).isEmpty();
  }

  /** As if all that is here had come so much earlier. */
  private void age(Duration by) {
    b.sql()
        .sql("update vf.message_arrived set arrived_at = arrived_at - cast(? as interval)")
        .param(by.toString())
        .update();
  }

  @Test
  void a_receiver_whose_disk_is_full_gives_no_receipt_and_gets_the_message_when_there_is_room() {
    full(b, "message_arrived");
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    assertThat(state(id)).isEqualTo(MessageState.SENT);
    assertThat(count("vf.message_arrived")).isZero();
    roomy(b, "message_arrived");
    a.clock().move(NEXT);
    full(b, "message_received");
    a.work();
    assertThatThrownBy(() -> b.work("open-arrival")).hasMessageContaining("disk full");
    assertThat(count("vf.message_received")).isZero();
    assertThat(b.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("not-opened");
    roomy(b, "message_received");
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(count("vf.message_received")).isEqualTo(1);
    assertThat(b.stuck().list()).isEmpty();
  }

  @Test
  void what_could_not_be_opened_is_opened_again_when_its_cause_is_mended() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    b.sql().sql("update vf.message_arrived set original_sender = '0203:nobody.example'").update();
    b.work("open-arrival");
    assertThat(b.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("dropped");
    String arrival = b.stuck().list().get(0).messageId();
    b.sql().sql("update vf.message_arrived set original_sender = '0203:a.example'").update();

    assertThat(b.stuck().reopenable(arrival)).isTrue();
    assertThat(b.stuck().reopen(arrival, "demo-broker")).isTrue();
    assertThat(b.stuck().reopen(arrival, "demo-broker")).isFalse();
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(b.stuck().list()).isEmpty();
    assertThat(steps(b, arrival)).contains("dropped", "opened again");
    assertThat(b.stuck().settle(arrival, "demo-broker")).isFalse();
  }

  @Test
  void what_the_scanner_finds_something_in_does_not_leave_and_somebody_is_asked() throws Exception {
    try (Clamd clamd = new Clamd()) {
      a.close();
      a =
          Node.start(
              folder,
              "a",
              database(),
              Map.of(
                  "vf.sdk.files.malware-host",
                  "127.0.0.1",
                  "vf.sdk.files.malware-port",
                  String.valueOf(clamd.port())));
      clamd.answers("stream: Win.Test.EICAR_HDB-1 FOUND");
      String id = a.send(packet(PDF)).messageIds().get(0);
      a.work();

      assertThat(clamd.shown()).isEqualTo(PDF);
      assertThat(steps(a, id)).containsExactly("queued", "try", "not carried", "failed");
      assertThat(count("vf.message_arrived")).isZero();
      assertThat(a.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("malware");

      clamd.answers("stream: OK");
      assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
      round();
      assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
      assertThat(a.messages().evidence(id))
          .anyMatch(step -> step.detail().endsWith(", scanned for malware"));
    }
  }

  @Test
  void a_receipt_for_a_transfer_that_was_replaced_is_kept_with_the_message() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    String before = transfer(id);
    a.sql().sql("update vf.message_sent set state = 'failed'").update();
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    assertThat(transfer(id)).isNotEqualTo(before);

    a.told().delivered(before, PDF);
    a.told().delivered("another@a.example", PDF);

    assertThat(steps(a, id)).containsExactly("queued", "replayed", "receipt, late*");
    assertThat(state(id)).isEqualTo(MessageState.QUEUED);
  }

  @Test
  void a_receiver_that_hangs_ends_the_try_and_gets_the_message_once_when_it_wakes()
      throws Exception {
    a.close();
    a = Node.start(folder, "a", database(), Map.of("vf.sdk.as4.answer-within", "2s"));
    String id = a.send(packet(PDF)).messageIds().get(0);
    DataSource data = b.data();
    try (Connection hanging = data.getConnection()) {
      hanging.setAutoCommit(false);
      hanging.createStatement().execute("lock table vf.message_arrived in exclusive mode");
      a.work();
      assertThat(steps(a, id)).endsWith("try", "sealed", "not carried");
      assertThat(state(id)).isEqualTo(MessageState.SENT);
      hanging.rollback();
    }
    a.clock().move(NEXT);
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(count("vf.message_received")).isEqualTo(1);
    assertThat(b.stuck().list()).isEmpty();
  }

  @Test
  void after_every_key_and_authority_has_changed_a_failed_message_is_sealed_anew_and_arrives()
      throws Exception {
    b.close();
    String id = a.send(packet(PDF)).messageIds().get(0);
    for (int i = 0; i < 7; i++) {
      a.work();
      a.clock().move(NEXT);
    }
    assertThat(state(id)).isEqualTo(MessageState.FAILED);

    String password = password("a");
    makeKeys();
    keepPassword(folder.resolve("a"), password("a"), password);
    b = Node.start(folder, "b", bDatabase, Map.of());
    a.watchKeys();
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(count("vf.message_received")).isEqualTo(1);
  }

  @Test
  void a_sender_whose_disk_is_full_says_so_to_whoever_sends_and_sends_nothing() {
    full(a, "message_sent_content");
    assertThatThrownBy(() -> a.send(packet(PDF))).hasMessageContaining("disk full");
    roomy(a, "message_sent_content");
    a.work();

    assertThat(a.sql().sql("select count(*) from vf.message_sent").query(Integer.class).single())
        .isZero();
  }

  @Test
  void clocks_that_differ_by_a_day_deliver_and_one_beyond_the_certificates_is_a_task() {
    b.clock().move(Duration.ofHours(26));
    String id = a.send(packet(PDF)).messageIds().get(0);
    round();
    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);

    b.clock().move(Duration.ofDays(400));
    String late = a.send(packet(PDF)).messageIds().get(0);
    for (int i = 0; i < 7; i++) {
      a.work();
      a.clock().move(NEXT);
    }
    assertThat(state(late)).isEqualTo(MessageState.FAILED);
    assertThat(a.stuck().list())
        .extracting(Messages.Stuck::messageId, Messages.Stuck::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(late, "not-delivered"));
    assertThat(count("vf.message_received")).isEqualTo(1);
  }

  @Test
  void what_is_old_is_forgotten_first_what_it_said_then_that_it_was_and_never_what_waits() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    round();
    String waits = a.send(packet(PDF)).messageIds().get(0);
    round();
    b.messages().taken("0203:a.example", id);
    b.clock().move(Duration.ofDays(91));
    b.forget();
    assertThat(b.messages().received("0203:a.example", id)).isEmpty();
    assertThat(b.messages().received("0203:a.example", waits)).isPresent();
    assertThat(steps(b, id)).containsExactly("accepted*", "answered");

    b.clock().move(Duration.ofDays(3660));
    b.forget();
    assertThat(count("vf.message_received")).isEqualTo(1);
    assertThat(steps(b, id)).as("proof is only added to").containsExactly("accepted*", "answered");
    assertThat(steps(b, waits)).containsExactly("accepted*", "answered");
  }

  @Test
  void a_failed_message_is_kept_as_long_as_somebody_has_to_look_at_it() {
    b.close();
    String id = a.send(packet(PDF)).messageIds().get(0);
    for (int i = 0; i < 7; i++) {
      a.work();
      a.clock().move(NEXT);
    }
    a.clock().move(Duration.ofDays(91));
    a.forget();
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    a.work();
    for (int i = 0; i < 7; i++) {
      a.work();
      a.clock().move(NEXT);
    }
    a.stuck().settle(id, "demo-broker");
    a.clock().move(Duration.ofDays(91));
    a.forget();

    assertThat(
            a.sql()
                .sql("select count(*) from vf.message_sent_content where envelope is not null")
                .query(Integer.class)
                .single())
        .isZero();
    assertThat(state(id)).isEqualTo(MessageState.FAILED);
  }

  private static String password(String node) throws IOException {
    Properties properties = new Properties();
    try (Reader file = Files.newBufferedReader(folder.resolve(node + "/node.properties"))) {
      properties.load(file);
    }
    return properties.getProperty("vf.sdk.keys.password");
  }

  /** New keys get new passwords; a node that goes on has the one it was started with. */
  private static void keepPassword(Path keys, String made, String kept) throws Exception {
    Path properties = keys.resolve("node.properties");
    Files.writeString(properties, Files.readString(properties).replace(made, kept));
    for (String name : List.of("organisation.p12", "access-point.p12", "tls.p12")) {
      Path file = keys.resolve(name);
      KeyStore store = KeyStore.getInstance(file.toFile(), made.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        store.setKeyEntry(
            alias,
            store.getKey(alias, made.toCharArray()),
            kept.toCharArray(),
            store.getCertificateChain(alias));
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, kept.toCharArray());
      }
    }
  }

  /** What PostgreSQL answers when it cannot write (53100). */
  private static void full(Node node, String table) {
    node.sql()
        .sql(
            "create or replace function vf.full() returns trigger language plpgsql as $$ begin raise"
                + " exception 'disk full' using errcode = '53100'; end $$")
        .update();
    node.sql()
        .sql(
            "create trigger disk_full before insert on vf."
                + table
                + " for each row execute function vf.full()")
        .update();
  }

  private static void roomy(Node node, String table) {
    node.sql().sql("drop trigger disk_full on vf." + table).update();
  }
}
