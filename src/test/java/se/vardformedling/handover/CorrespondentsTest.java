package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.NationalTask.Kind;
import se.vardformedling.identifier.CaseId;

class CorrespondentsTest {
  private static final CaseId CASE = CaseId.mint();
  private final NationalTask accepted = task("accepted", Kind.ORDER, "accepted", 2);
  private final NationalTask completed = task("completed", Kind.ORDER, "completed", 5);
  private final NationalTask rejected = task("rejected", Kind.ORDER, "rejected", 9);

  @Test
  void a_message_is_about_the_order_that_was_accepted_last_and_else_the_completed_one() {
    NationalTask later = task("later", Kind.ORDER, "in-progress", 3);
    NationalTask inquiry = task("inquiry", Kind.INQUIRY, "accepted", 8);

    assertThat(order(MessageKind.DOCUMENTS, accepted, later, completed, rejected, inquiry))
        .contains(later);
    assertThat(order(MessageKind.RESULT, completed, rejected, inquiry)).contains(completed);
    assertThat(order(MessageKind.DOCUMENTS, rejected, inquiry)).isEmpty();
    assertThat(order(MessageKind.RECALL, rejected, inquiry)).contains(rejected);
  }

  @Test
  void documents_are_for_the_one_who_has_the_order_and_answers_for_the_one_who_refers() {
    assertThat(Correspondents.ours(accepted, MessageKind.DOCUMENTS)).contains("owner");
    assertThat(Correspondents.ours(accepted, MessageKind.RECALL)).contains("owner");
    assertThat(Correspondents.ours(accepted, MessageKind.COMPLETION_REQUEST)).contains("requester");
    assertThat(Correspondents.ours(accepted, MessageKind.RESULT)).contains("requester");
  }

  private static Optional<NationalTask> order(MessageKind kind, NationalTask... tasks) {
    return Correspondents.order(List.of(tasks), kind);
  }

  private static NationalTask task(String id, Kind kind, String status, int second) {
    return new NationalTask(
        id,
        "1",
        kind,
        CASE,
        status,
        "",
        Optional.of("owner"),
        Optional.of("requester"),
        Optional.empty(),
        Instant.ofEpochSecond(second));
  }
}
