package se.vardformedling.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
    assertThat(ours(MessageKind.DOCUMENTS)).contains("owner");
    assertThat(ours(MessageKind.RECALL)).contains("owner");
    assertThat(ours(MessageKind.COMPLETION_REQUEST)).contains("requester");
    assertThat(ours(MessageKind.RESULT)).contains("requester");
  }

  @Test
  void whatever_it_is_called_a_message_is_for_the_unit_of_this_node_and_from_the_other_one() {
    for (MessageKind kind : MessageKind.values()) {
      Correspondents.Sides provider = Correspondents.sides(accepted, kind, "owner"::equals);
      assertThat(provider.ours()).contains("owner");
      assertThat(provider.other()).contains("requester");
      Correspondents.Sides referrer = Correspondents.sides(accepted, kind, "requester"::equals);
      assertThat(referrer.ours()).contains("requester");
      assertThat(referrer.other()).contains("owner");
      assertThat(Correspondents.sides(accepted, kind, unit -> false).ours()).isEmpty();
    }
  }

  @Test
  void who_has_said_which_case_it_is_gets_it_where_the_order_does_not_tell_which_unit_does() {
    assertThat(said("owner"::equals)).contains("owner");
    assertThat(said("requester"::equals)).contains("requester");
    assertThat(said(unit -> true)).contains("mine");
    assertThat(said(unit -> false)).contains("mine");
  }

  private Optional<String> said(Predicate<String> here) {
    return Correspondents.sides(accepted, MessageKind.OTHER, here).unit("mine");
  }

  /** Where both units are of one node. */
  private Optional<String> ours(MessageKind kind) {
    return Correspondents.sides(accepted, kind, unit -> true).unit("");
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
