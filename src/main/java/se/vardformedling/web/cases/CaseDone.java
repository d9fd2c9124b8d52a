package se.vardformedling.web.cases;

import java.util.Optional;
import se.vardformedling.referral.Turn;
import se.vardformedling.web.words.Done;
import se.vardformedling.web.words.Words.Say;

/** What was just done with a case, and whether anything comes next. */
final class CaseDone {
  /** How many providers were asked, beside that they were. */
  static final String COUNT = "doneCount";

  private CaseDone() {}

  static void tellAsked(int providers) {
    Done.tell("asked");
    Done.tell(COUNT, String.valueOf(providers));
  }

  /**
   * In words.
   *
   * @param done a step, or what else is done on the page: asked, offered, leaflet, ta or slapp
   * @param count how many were asked
   */
  static String words(String done, String count, ShownCase shown) {
    Say say = shown.say();
    return switch (done) {
      case "leaflet" -> say.the("case.leaflet.done");
      case "ta", "slapp" -> say.the("case.handler.done." + done);
      case "asked" ->
          next(say.the("case.done.asked", count.isEmpty() ? 1 : Integer.parseInt(count)), shown);
      case "offered" -> next(say.the("case.done.offered"), shown);
      default -> next(say.the("case.done.step", say.code("transition", done)), shown);
    };
  }

  /**
   * Whom the case waits for when it is somebody else; of a case in which nobody has anything more
   * to do, the page says so itself.
   */
  private static String next(String done, ShownCase shown) {
    Say say = shown.say();
    Optional<Turn> others =
        shown.view().turn().filter(turn -> shown.actor().equals("BR") && turn != Turn.BROKER);
    if (others.isPresent()) {
      String turn = say.the("case.turn." + others.get().code());
      return done + " " + say.the("case.done.waits", say.the("case.turn.on", turn));
    }
    boolean more = !shown.ended() && (goesOn(shown) || shown.searching());
    return more ? done + " " + say.the("case.done") : done;
  }

  /** Whether there is a step other than to end or take back what was just done. */
  private static boolean goesOn(ShownCase shown) {
    return shown.view().tasks().stream()
        .flatMap(item -> shown.actions(item).stream())
        .anyMatch(action -> !action.isFinal());
  }
}
