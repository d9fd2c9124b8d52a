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

  /**
   * The two units of an order, by their HSA-ids, as a message about it finds them.
   *
   * @param ours the one of this node that it is for; empty when neither is of this node
   * @param other the one that may have sent it
   * @param certain whether the other one is not of this node
   */
  record Sides(Optional<String> ours, Optional<String> other, boolean certain) {

    /**
     * HSA-id of the unit that gets it.
     *
     * @param said the unit of the person who has said which case it belongs to; empty: nobody has
     */
    Optional<String> unit(String said) {
      return certain || said.isEmpty() ? ours : Optional.of(said);
    }
  }

  Sides sides(NationalTask order, MessageKind kind) {
    return sides(order, kind, known::ours);
  }

  /** What a message is called decides only between two units of one node. */
  static Sides sides(NationalTask order, MessageKind kind, Predicate<String> here) {
    Optional<String> owner = order.owner().filter(here);
    Optional<String> requester = order.requester().filter(here);
    boolean both = owner.isPresent() && requester.isPresent();
    boolean toOwner = both ? toOwner(kind) : owner.isPresent();
    return toOwner
        ? new Sides(owner, order.requester(), !both)
        : new Sides(requester, order.owner(), !both && requester.isPresent());
  }

  /**
   * Whether the sender is who the catalogue says that the other unit is; asks the national node, so
   * outside transactions.
   *
   * @param sender participant
   */
  boolean from(NationalTask order, MessageKind kind, String sender) {
    Optional<String> other = sides(order, kind).other();
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
