package se.vardformedling.collaboration;

import java.time.Instant;
import java.util.Optional;

/**
 * That one of the two parties agrees to the answers as they are.
 *
 * @param party {@link #SENDER} or {@link #RECEIVER}
 * @param who HSA-id of the person
 * @param commission HSA-id of the uppdrag that the person acted in; empty when none was chosen
 */
public record Signature(String party, String who, Optional<String> commission, Instant at) {
  /** The region that wants to send patients. */
  public static final String SENDER = "sender";

  /** The unit that gives the care. */
  public static final String RECEIVER = "receiver";
}
