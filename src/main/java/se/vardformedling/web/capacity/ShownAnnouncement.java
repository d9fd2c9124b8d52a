package se.vardformedling.web.capacity;

import java.util.List;
import se.vardformedling.capacity.AnnouncementView;
import se.vardformedling.web.sheet.Sheet.Fact;
import se.vardformedling.web.words.Words.Say;

/** An announcement in the words of its page. */
public record ShownAnnouncement(
    AnnouncementView view, Say say, String title, String announcer, List<Fact> facts, Names names) {

  /** What organisations are called. */
  public interface Names {
    String of(String organization);
  }

  public String state() {
    return say.code("announcement-state", view.announcement().state());
  }

  /** State and places left: what is compared when somebody else was faster. */
  public String now() {
    return state()
        + ", "
        + say.the("capacity.left", view.announcement().remaining(), view.announcement().quantity());
  }

  /** What one presses without more words; a change is made in a form of its own. */
  public List<String> steps() {
    return view.steps().stream().filter(verb -> !verb.equals("change")).toList();
  }

  public boolean answerable() {
    return !view.own()
        && view.announcement().remaining() > 0
        && List.of("published", "agreed").contains(view.announcement().state());
  }

  public String verb(String code) {
    return say.the("capacity.step." + code);
  }

  /** Whether it cannot be taken back. */
  public boolean isFinal(String code) {
    return ends(code);
  }

  static boolean ends(String step) {
    return !step.equals("publish") && !step.equals("accept");
  }
}
