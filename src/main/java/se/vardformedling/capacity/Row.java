package se.vardformedling.capacity;

import java.util.Set;

/**
 * One row of a machine.
 *
 * @param id the row's name in the design, such as A04
 * @param verb what a caller asks for; an empty one is the server's own
 */
record Row(String id, String verb, Set<String> from, String to, Party party) {

  /** What may be said with it. */
  Set<String> inputs() {
    return verb.equals("change") ? Set.of("quantity", "until") : Set.of();
  }
}
