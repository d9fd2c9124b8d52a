package se.vardformedling.referral;

import java.util.Optional;
import java.util.Set;
import se.vardformedling.security.Caller;

/**
 * Who makes a move.
 *
 * @param subject who is signed in
 * @param unit HSA-id of the unit it is done for
 */
record By(Actor actor, String subject, Optional<String> unit) {
  static final By SERVER = new By(Actor.SYS, "system", Optional.empty());

  /** One of the actors that the caller is and that may make the move. */
  static By of(Caller caller, Set<Actor> may, Set<Actor> is) {
    Actor actor = is.stream().filter(may::contains).sorted().findFirst().orElse(Actor.SYS);
    return new By(actor, caller.subject(), caller.unit());
  }
}
