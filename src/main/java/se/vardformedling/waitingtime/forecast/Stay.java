package se.vardformedling.waitingtime.forecast;

/**
 * So many who came on one list the same day and left it the same day. Days are counted from 1970.
 *
 * @param list a service's id
 * @param entered the day of the decision
 * @param left the day they left; of those who wait, the last day that the source speaks of
 * @param need medical need: within-30, within-90, later, or "" when not stated
 * @param chosen whether they have chosen to wait themselves: then they stand in the queue, and
 *     their wait says nothing of it
 */
public record Stay(
    String list, int entered, int left, Exit exit, String need, boolean chosen, int n) {

  /** How they left. */
  public enum Exit {
    TREATED,
    /** Otherwise than treated: they might have waited longer. */
    REMOVED,
    /** Not yet. */
    WAITING
  }

  /** Whether they wait as that day ends. */
  boolean waitsOn(int day) {
    return entered <= day && (exit == Exit.WAITING || left > day);
  }

  boolean treatedIn(int after, int to) {
    return exit == Exit.TREATED && left > after && left <= to;
  }

  int days() {
    return left - entered;
  }
}
