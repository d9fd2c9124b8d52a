package se.vardformedling.audit;

import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Component;
import se.vardformedling.security.Caller;

/**
 * What the program tells another organisation of its own accord. The row is added in the
 * transaction at hand, which must have ended before anything is sent: nothing leaves that is not in
 * the log, and what is sent twice is there twice.
 */
@Component
public class Sent {
  private final AccessLog log;
  private final Clock clock;

  Sent(AccessLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  /**
   * Notes one sending.
   *
   * @param to by whose rights it is told, and to whose system
   * @param action what is done, such as {@code notify Task}
   * @param resource what it is about, as {@code Type/id}
   * @param because what it is sent for, as {@code Type/id}
   * @param message the id that the receiver knows it by
   */
  public void to(Caller to, String action, String resource, String because, UUID message) {
    AccessNote note = AccessNote.ofTheProgram(message);
    note.does(action);
    note.touches(resource, null);
    note.touches(because, null);
    note.tells(to);
    log.add(note, clock.instant(), 200);
  }
}
