package se.vardformedling.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import se.vardformedling.fhir.Refusal;

/**
 * Two message services on loopback: real mutual TLS, real AS4, real PostgreSQL, the time moved by
 * hand. What each fault leaves is looked at on both sides.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(TwoServices.NODES)
class DeliveryIT extends TwoServices {

  @Test
  void a_packet_is_delivered_once_and_both_sides_can_prove_it() {
    Messages.Sent sent = a.send(packet(PDF));
    String id = sent.messageIds().get(0);
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.events())
        .containsExactly(new MessageDelivered(sent.packetId(), caseId.toString()));
    Received received = b.messages().received("0203:a.example", id).orElseThrow();
    assertThat(b.events())
        .containsExactly(
            new MessageReceived(
                "0203:a.example", id, received.conversation(), Optional.of(caseId.toString())));
    assertThat(received.subject()).isEqualTo("Remiss");
    assertThat(received.text()).isEqualTo("# Remiss");
    assertThat(received.files())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(new Packet.File("remiss.pdf", "application/pdf", PDF));
    assertThat(steps(a, id)).containsExactly("queued", "try", "sealed", "receipt*", "answer*");
    assertThat(steps(b, id)).containsExactly("accepted*", "answered");
    assertThat(a.stuck().list()).isEmpty();
    assertThat(b.stuck().list()).isEmpty();
    assertThat(
            a.sql()
                .sql(
                    "select count(*) from vf.message_sent_content where written is not null or"
                        + " envelope is not null")
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void nothing_is_sent_of_a_transaction_that_is_rolled_back() {
    a.sendAndRollBack(packet(PDF));
    assertThatThrownBy(() -> a.messages().send(packet(PDF)))
        .isInstanceOf(IllegalStateException.class);
    a.work();
    assertThat(a.sql().sql("select count(*) from vf.message_sent").query(Integer.class).single())
        .isZero();
  }

  @Test
  void a_large_packet_becomes_several_messages_and_is_delivered_when_all_are_accepted() {
    List<Packet.File> files = large();
    Messages.Sent sent = a.send(packet(files));
    assertThat(sent.messageIds()).hasSize(2);
    round();

    assertThat(a.messages().packet(sent.packetId()))
        .extracting(Messages.Status::state)
        .containsExactly(MessageState.ACCEPTED, MessageState.ACCEPTED);
    assertThat(a.events())
        .containsExactly(new MessageDelivered(sent.packetId(), caseId.toString()));
    List<Packet.File> arrived = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    for (String id : sent.messageIds()) {
      Received received = b.messages().received("0203:a.example", id).orElseThrow();
      subjects.add(received.subject());
      arrived.addAll(received.files());
    }
    assertThat(subjects).containsExactly("Remiss (del 1 av 2)", "Remiss (del 2 av 2)");
    assertThat(arrived)
        .extracting(file -> file.name() + " " + Digests.sha256(file.content()))
        .containsExactlyElementsOf(
            files.stream()
                .map(file -> file.name() + " " + Digests.sha256(file.content()))
                .toList());
  }

  @Test
  void what_can_never_be_sent_is_refused_before_anything_is_stored() {
    assertThatThrownBy(() -> a.send(packet(new byte[500_000])))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem().code()).isEqualTo("file-too-large"));
    assertThatThrownBy(() -> a.send(packet("MZ".getBytes(StandardCharsets.US_ASCII))))
        .isInstanceOfSatisfying(
            Refusal.class, e -> assertThat(e.problem().code()).isEqualTo("file-not-taken"));
    assertThat(a.sql().sql("select count(*) from vf.message_sent").query(Integer.class).single())
        .isZero();
  }

  @Test
  void a_receiver_that_comes_back_gets_the_message_at_a_resend_with_the_same_transfer()
      throws Exception {
    b.close();
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    a.clock().move(NEXT);
    a.work();
    assertThat(state(id)).isEqualTo(MessageState.SENT);
    assertThat(a.messages().find(id).orElseThrow().failure()).isEqualTo("transport-error");
    String transfer = transfer(id);
    b = Node.start(folder, "b", bDatabase, Map.of());
    a.clock().move(NEXT);
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.messages().find(id).orElseThrow().failure()).isEmpty();
    assertThat(transfer(id)).isEqualTo(transfer);
    assertThat(a.messages().find(id).orElseThrow().attempts()).isEqualTo(3);
    assertThat(steps(a, id))
        .containsExactly(
            "queued",
            "try",
            "sealed",
            "not carried",
            "try",
            "not carried",
            "try",
            "receipt*",
            "answer*");
  }

  @Test
  void a_receiver_that_stays_away_is_a_failure_and_a_task_and_the_message_can_be_sent_again()
      throws Exception {
    b.close();
    Messages.Sent sent = a.send(packet(PDF));
    String id = sent.messageIds().get(0);
    for (int i = 0; i < 7; i++) {
      a.work();
      a.clock().move(NEXT);
    }
    assertThat(a.messages().find(id).orElseThrow().attempts()).isEqualTo(5);
    assertThat(state(id)).isEqualTo(MessageState.FAILED);
    assertThat(a.events())
        .containsExactly(
            new MessageFailed(sent.packetId(), id, caseId.toString(), "not-delivered"));
    assertThat(a.stuck().list())
        .extracting(Messages.Stuck::reason)
        .containsExactly("not-delivered");

    a.clock().move(Duration.ofHours(72));
    b = Node.start(folder, "b", bDatabase, Map.of());
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    assertThat(a.stuck().replay(id, "demo-broker")).isFalse();
    round();
    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.stuck().list()).isEmpty();
    assertThat(b.messages().received("0203:a.example", id)).isPresent();
    // What it was sealed with may have been why it failed.
    assertThat(steps(a, id)).endsWith("replayed", "try", "sealed", "receipt*", "answer*");
  }

  @Test
  void a_lost_receipt_leads_to_a_resend_and_one_message() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    // The receipt came after the sender had died: it knows of a try, and of no receipt.
    a.sql().sql("update vf.message_sent set state = 'sent'").update();
    a.sql().sql("delete from vf.message_evidence where step = 'receipt'").update();
    a.clock().move(NEXT);
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(count("vf.message_arrived")).isEqualTo(1);
    assertThat(count("vf.message_received")).isEqualTo(1);
    assertThat(b.events()).hasSize(1);
  }

  @Test
  void an_answer_that_is_late_still_counts() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    a.clock().move(Duration.ofMinutes(61));
    a.work();
    assertThat(state(id)).isEqualTo(MessageState.FAILED);
    assertThat(a.stuck().list()).extracting(Messages.Stuck::reason).containsExactly("not-answered");
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(a.stuck().list()).isEmpty();
    assertThat(a.events()).hasSize(2);
  }

  @Test
  void an_answer_that_is_lost_is_found_by_sending_again_and_somebody_makes_sure() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    b.work("open-arrival");
    b.sql().sql("delete from vf.timer where task_name = 'send-message'").update();
    a.clock().move(Duration.ofMinutes(61));
    a.work();
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    round();

    assertThat(state(id)).isEqualTo(MessageState.ACCEPTED);
    assertThat(count("vf.message_received")).isEqualTo(1);
    assertThat(a.stuck().list())
        .extracting(Messages.Stuck::reason)
        .containsExactly("accepted-as-duplicate");
  }

  @Test
  void an_answer_to_nothing_of_ours_is_seen_by_a_person() {
    String id = a.send(packet(PDF)).messageIds().get(0);
    a.work();
    for (String table : List.of("vf.message_sent_content", "vf.message_sent")) {
      a.sql().sql("delete from " + table).update();
    }
    round();

    assertThat(a.stuck().list())
        .extracting(Messages.Stuck::messageId, Messages.Stuck::reason)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(id, "unknown-answer"));
  }

  @Test
  void a_function_the_recipient_does_not_have_is_never_tried_twice() {
    Packet astray =
        new Packet(
            "0203:b.example",
            "nowhere",
            caseId,
            "Remiss",
            "# Remiss",
            true,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of());
    String id = a.send(astray).messageIds().get(0);
    a.work();

    assertThat(state(id)).isEqualTo(MessageState.FAILED);
    assertThat(a.messages().find(id).orElseThrow().failure())
        .isEqualTo("The recipient has no such functional address");
    assertThat(a.stuck().replay(id, "demo-broker")).isTrue();
    a.work();
    assertThat(a.messages().find(id).orElseThrow().attempts()).as("at once").isEqualTo(2);
  }

  @Test
  void nothing_of_the_message_is_in_the_clear_columns_or_the_evidence() {
    a.send(packet(PDF));
    round();

    for (Node node : List.of(a, b)) {
      for (String table :
          List.of(
              "vf.message_sent", "vf.message_arrived", "vf.message_evidence", "vf.message_task")) {
        assertThat(
                node.sql()
                    .sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t")
                    .query(String.class)
                    .single())
            .doesNotContain("Remiss", "remiss.pdf");
      }
    }
  }
}
