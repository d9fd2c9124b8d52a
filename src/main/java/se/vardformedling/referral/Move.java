package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One row of a machine.
 *
 * @param id the row's name in the design, such as C16
 * @param verb what a caller asks for; an empty one is the server's own
 * @param to the next state; {@link Machine#PREVIOUS} for the one before the hold
 * @param inputs what must be said
 * @param reasons the value set a reason must come from; empty when none is asked for
 */
record Move(
    String id,
    String verb,
    Set<String> from,
    String to,
    Set<Actor> actors,
    List<String> inputs,
    Optional<String> reasons) {

  Move because(String valueSet) {
    return new Move(id, verb, from, to, actors, inputs, Optional.of(valueSet));
  }

  Move needs(String... required) {
    return new Move(id, verb, from, to, actors, List.of(required), reasons);
  }
}
