package se.vardformedling.handover;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.KnownTasks;
import se.vardformedling.brokering.NationalCases;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;

/**
 * Which order a message is about, by what the national node has said, and from whom it may come.
 */
@Component
class Correspondents {
  private static final Comparator<NationalTask> LAST = Comparator.comparing(NationalTask::changed);
  private final KnownTasks known;
  private final NationalCases national;

  Correspondents(KnownTasks known, NationalCases national) {
    this.known = known;
    this.national = national;
  }

  /**
   * The order that is accepted, else the completed one; a recall counts whatever has become of it.
   */
  Optional<NationalTask> order(CaseId caseId, MessageKind kind) {
    return order(known.of(caseId), kind);
  }

  static Optional<NationalTask> order(List<NationalTask> tasks, MessageKind kind) {
    return last(tasks, NationalTask::accepted)
        .or(() -> last(tasks, task -> task.status().equals("completed")))
        .or(() -> kind == MessageKind.RECALL ? last(tasks, task -> true) : Optional.empty());
  }

  private static Optional<NationalTask> last(
      List<NationalTask> tasks, Predicate<NationalTask> which) {
    return tasks.stream()
        .filter(task -> task.kind() == NationalTask.Kind.ORDER)
        .filter(which)
        .max(LAST);
  }

  /** HSA-id of the unit that a message of the kind is for. */
  static Optional<String> ours(NationalTask order, MessageKind kind) {
    return toOwner(kind) ? order.owner() : order.requester();
  }

  /**
   * Whether the sender is who the catalogue says that the other unit is; asks the national node, so
   * outside transactions.
   *
   * @param sender participant
   */
  boolean from(NationalTask order, MessageKind kind, String sender) {
    Optional<String> other = toOwner(kind) ? order.requester() : order.owner();
    try {
      return other.map(unit -> national.addressOf(unit).participant().equals(sender)).orElse(false);
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.NOT_FOUND || refusal.problem() == Problem.NO_ADDRESS) {
        return false;
      }
      throw refusal;
    }
  }

  private static boolean toOwner(MessageKind kind) {
    return kind.fromRequester() || kind == MessageKind.RECALL;
  }
}
