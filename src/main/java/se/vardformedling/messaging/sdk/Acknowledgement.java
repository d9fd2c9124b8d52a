package se.vardformedling.messaging.sdk;

import java.time.Instant;
import java.util.List;

/**
 * Meddelandekvittens: what the recipient's message service says of a message.
 *
 * @param id its own id
 * @param from the participant who answers
 * @param about the id of the message's envelope
 * @param findings why it is rejected; none when it is accepted
 */
public record Acknowledgement(
    String id, Instant at, String from, String to, String about, List<Finding> findings) {

  public boolean accepted() {
    return findings.isEmpty();
  }
}
