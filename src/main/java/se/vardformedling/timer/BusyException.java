package se.vardformedling.timer;

import java.time.Duration;

/**
 * Thrown by a {@link Deadline} that cannot be done now: it is woken again, and nothing is wrong.
 */
public final class BusyException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final Duration later;

  /**
   * Puts it off.
   *
   * @param later after how long it is woken again
   */
  public BusyException(Duration later) {
    super("busy", null, false, false);
    this.later = later;
  }

  Duration later() {
    return later;
  }
}
