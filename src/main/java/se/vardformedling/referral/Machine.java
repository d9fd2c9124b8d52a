package se.vardformedling.referral;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The states of one kind of Task and the moves between them. The business state decides the Task's
 * status.
 *
 * @param system the code system of the states
 * @param states business state to Task status
 */
record Machine(String system, Map<String, String> states, List<Move> moves) {
  static final String PREVIOUS = "<previous>";
  private static final Set<String> ENDED =
      Set.of("completed", "cancelled", "failed", "rejected", "entered-in-error");

  /** What any of the actors may ask for in the state. */
  List<Move> available(String state, Set<Actor> actors) {
    return moves.stream()
        .filter(move -> !move.verb().isEmpty() && move.from().contains(state))
        .filter(move -> move.actors().stream().anyMatch(actors::contains))
        .toList();
  }

  /** The move that the verb means in the state, whoever may make it. */
  Optional<Move> move(String state, String verb) {
    return moves.stream()
        .filter(move -> move.verb().equals(verb) && move.from().contains(state))
        .findFirst();
  }

  /** The server's own move from one state to another, if there is one. */
  Optional<Move> effect(String from, String to) {
    return moves.stream()
        .filter(
            move ->
                move.actors().contains(Actor.SYS)
                    && move.from().contains(from)
                    && move.to().equals(to))
        .findFirst();
  }

  /** The names of the moves that lead to the state by its name. */
  Set<String> into(String state) {
    return moves.stream()
        .filter(move -> move.to().equals(state))
        .map(Move::id)
        .collect(Collectors.toSet());
  }

  boolean ended(String state) {
    return ENDED.contains(states.get(state));
  }

  String status(String state) {
    String status = states.get(state);
    if (status == null) {
      throw new IllegalArgumentException("no such state: " + state);
    }
    return status;
  }
}
