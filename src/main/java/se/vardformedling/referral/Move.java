package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of a machine.
 *
 * @param id the row's name in the design, such as C16
 * @param verb what a caller asks for; an empty one is the server's own
 * @param from empty for a Task's first state
 * @param to the next state; {@link Machine#PREVIOUS} for the one before the hold, {@link
 *     Machine#SAME} for the one it is in
 * @param inputs what must be said
 * @param optional what may be said besides
 * @param reasons the value set a reason must come from; empty when none is asked for
 * @param guard what must hold in the case besides; empty when nothing
 */
record Move(
    String id,
    String verb,
    Set<String> from,
    String to,
    Set<Actor> actors,
    List<String> inputs,
    List<String> optional,
    Optional<String> reasons,
    Optional<Guard> guard) {

  /** What must hold in the case before a move is made, besides the state of the Task. */
  enum Guard {
    /** No provider has begun: the order, if there is one, may still be taken back at once. */
    NOT_BEGUN,
    /** A provider has an order that is not over. */
    ORDERED,
    /** An accepted inquiry is there, and an agreement with volume left. */
    SELECTABLE,
    /** The case is where inquiries are sent, and the provider is not asked already. */
    ASKABLE,
    /** The case is where an offer is made, and what is offered still stands. */
    OFFERABLE,
    /** The answer comes in time, and what was offered still stands. */
    ANSWERABLE,
    /** The inquiry's time is not out, whether or not the timer has seen to it. */
    IN_TIME,
    /** Sixty days have not passed since the care was reported. */
    CORRECTABLE,
    /** Thirty days have not passed since the case ended, and the need is still there. */
    REOPENABLE
  }

  boolean leaves(String state) {
    return from.contains(state);
  }

  boolean mayBeMadeBy(Set<Actor> who) {
    return actors.stream().anyMatch(who::contains);
  }

  /** The state after the move from a state, unless it is the one before a hold. */
  Optional<String> target(String state) {
    return switch (to) {
      case Machine.PREVIOUS -> Optional.empty();
      case Machine.SAME -> Optional.of(state);
      default -> Optional.of(to);
    };
  }
}
