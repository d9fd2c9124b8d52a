package se.vardformedling.referral;

import java.util.Optional;
import se.vardformedling.security.Caller;

/**
 * Who makes a move.
 *
 * @param subject who is signed in
 * @param unit HSA-id of the unit it is done for
 */
record By(Actor actor, String subject, Optional<String> unit) {
  static final By SERVER = new By(Actor.SYS, "system", Optional.empty());

  static By of(Caller caller) {
    return new By(Actor.of(caller), caller.subject(), caller.unit());
  }
}
