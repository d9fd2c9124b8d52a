package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecallRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

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
                new RecallRules.Told(MessageKind.COMPLETION, NOON),
                new RecallRules.Told(MessageKind.DOCUMENTS, NOON.minusSeconds(1))))
        .isFalse();
  }

  private static boolean takesBack(MessageKind kind, Instant sent) {
    return RecallRules.takesBack(
        new RecallRules.Told(MessageKind.RECALL, NOON), new RecallRules.Told(kind, sent));
  }
}
