package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecallRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  private static final RecallRules.Packets NOTHING =
      new RecallRules.Packets(Optional.empty(), Set.of());

  @Test
  void a_recall_takes_back_what_was_made_before_it_and_not_what_is_sent_anew_after() {
    assertThat(takesBack(MessageKind.DOCUMENTS, NOON.minusSeconds(1))).isTrue();
    assertThat(takesBack(MessageKind.COMPLETION, NOON.minusSeconds(1))).isTrue();
    assertThat(takesBack(MessageKind.DOCUMENTS, NOON)).isFalse();
    assertThat(takesBack(MessageKind.DOCUMENTS, NOON.plusSeconds(1))).isFalse();
  }

  @Test
  void only_documents_are_taken_back_and_only_by_a_recall() {
    assertThat(takesBack(MessageKind.RESULT, NOON.minusSeconds(1))).isFalse();
    assertThat(takesBack(MessageKind.RECALL, NOON.minusSeconds(1))).isFalse();
    assertThat(
            RecallRules.takesBack(
                told(MessageKind.COMPLETION, NOON, NOTHING),
                told(MessageKind.DOCUMENTS, NOON.minusSeconds(1), NOTHING)))
        .isFalse();
  }

  @Test
  void a_recall_that_names_packets_leaves_those_of_the_cases_other_orders() {
    RecallRules.Packets ofOrder = new RecallRules.Packets(Optional.of("r"), Set.of("p-1", "p-2"));

    assertThat(takesBack(ofOrder, new RecallRules.Packets(Optional.of("p-2"), Set.of()))).isTrue();
    assertThat(takesBack(ofOrder, new RecallRules.Packets(Optional.of("p-3"), Set.of()))).isFalse();
    assertThat(takesBack(ofOrder, NOTHING)).as("does not say which packet it is").isTrue();
    assertThat(takesBack(NOTHING, new RecallRules.Packets(Optional.of("p-3"), Set.of())))
        .as("from a sender that names none")
        .isTrue();
  }

  private static boolean takesBack(MessageKind kind, Instant sent) {
    return RecallRules.takesBack(
        told(MessageKind.RECALL, NOON, NOTHING), told(kind, sent, NOTHING));
  }

  private static boolean takesBack(RecallRules.Packets recall, RecallRules.Packets documents) {
    return RecallRules.takesBack(
        told(MessageKind.RECALL, NOON, recall),
        told(MessageKind.DOCUMENTS, NOON.minusSeconds(1), documents));
  }

  private static RecallRules.Told told(
      MessageKind kind, Instant sent, RecallRules.Packets packets) {
    return new RecallRules.Told(kind, sent, packets);
  }
}
