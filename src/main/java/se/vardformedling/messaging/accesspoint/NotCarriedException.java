package se.vardformedling.messaging.accesspoint;

/** A transfer has no receipt. */
public final class NotCarriedException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean permanent;

  /**
   * Says why.
   *
   * @param permanent whether trying again is useless
   */
  public NotCarriedException(String reason, boolean permanent) {
    super(reason);
    this.permanent = permanent;
  }

  public boolean permanent() {
    return permanent;
  }
}
