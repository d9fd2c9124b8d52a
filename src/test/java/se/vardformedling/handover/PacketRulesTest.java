package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.vardformedling.messaging.MessageState;

class PacketRulesTest {

  @Test
  void the_checklist_of_an_eye_case_asks_for_an_eye_examination_and_counts_the_referral_as_there() {
    assertThat(PacketRules.checklist("ogon", Map.of(), Set.of("journalanteckning")))
        .containsExactly(
            new PacketRules.Line("remiss", true, true),
            new PacketRules.Line("journalanteckning", true, true),
            new PacketRules.Line("synundersokning", true, false),
            new PacketRules.Line("bildunderlag", false, false),
            new PacketRules.Line("lakemedelslista", false, false),
            new PacketRules.Line("overkanslighet", false, false));
  }

  @Test
  void what_is_required_of_one_area_is_never_only_recommended_there() {
    assertThat(PacketRules.checklist("endoskopi", Map.of(), Set.of()))
        .filteredOn(line -> line.kind().equals("lakemedelslista"))
        .containsExactly(new PacketRules.Line("lakemedelslista", true, false));
  }

  @Test
  void only_required_documents_are_missed() {
    List<PacketRules.Line> list =
        PacketRules.checklist("ortopedi", Map.of(), Set.of("provsvar", "annan-handling"));

    assertThat(PacketRules.missing(list)).containsExactly("journalanteckning", "bildsvar");
  }

  @Test
  void a_node_may_require_something_else_of_an_area() {
    Map<String, List<String>> own = Map.of("ogon", List.of("epikris"));

    assertThat(PacketRules.missing(PacketRules.checklist("ogon", own, Set.of())))
        .containsExactly("journalanteckning", "epikris");
    assertThat(PacketRules.missing(PacketRules.checklist("horsel", own, Set.of())))
        .containsExactly("journalanteckning", "audiogram");
  }

  @Test
  void an_area_nobody_has_thought_of_gets_what_everybody_needs() {
    assertThat(PacketRules.missing(PacketRules.checklist("rymdmedicin", Map.of(), Set.of())))
        .containsExactly("journalanteckning");
  }

  @Test
  void a_packet_is_delivered_when_every_message_is_accepted_and_failed_when_one_is_stuck() {
    assertThat(PacketRules.state(List.of(MessageState.ACCEPTED, MessageState.ACCEPTED)))
        .isEqualTo(PacketState.DELIVERED);
    assertThat(PacketRules.state(List.of(MessageState.ACCEPTED, MessageState.RECEIVED)))
        .isEqualTo(PacketState.SENDING);
    assertThat(PacketRules.state(List.of(MessageState.ACCEPTED, MessageState.REJECTED)))
        .isEqualTo(PacketState.FAILED);
    assertThat(PacketRules.state(List.of(MessageState.QUEUED, MessageState.FAILED)))
        .isEqualTo(PacketState.FAILED);
    assertThat(PacketRules.state(List.of())).isEqualTo(PacketState.SENDING);
  }

  @Test
  void a_blocked_document_is_told_from_a_protected_person() {
    assertThat(ProtectionRules.blocked(Set.of("sparr"))).isTrue();
    assertThat(ProtectionRules.confidential(Set.of("sparr"))).isFalse();
    assertThat(ProtectionRules.confidential(Set.of("sekretessmarkering"))).isTrue();
    assertThat(ProtectionRules.confidential(Set.of("skyddad-folkbokforing"))).isTrue();
    assertThat(ProtectionRules.blocked(Set.of("HTEST"))).isFalse();
  }
}
