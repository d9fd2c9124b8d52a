package se.vardformedling.brokering;

import java.time.Instant;
import java.util.UUID;

/**
 * What the national node does not know though it was to be told.
 *
 * @param kind {@code need} or {@code report}
 * @param subject the need's id here, or the Task's
 * @param state {@code queued} or {@code refused}
 * @param answer why it was refused
 * @param since when it was to be told
 */
public record Untold(
    UUID id,
    String kind,
    String subject,
    String state,
    String answer,
    int attempts,
    Instant since) {

  public boolean refused() {
    return state.equals("refused");
  }
}
