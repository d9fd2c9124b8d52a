package se.vardformedling.web.words;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.ui.Model;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.web.words.Words.Say;

/**
 * A refusal as a person reads it.
 *
 * @param text what happened and why
 * @param advice what to do
 * @param place which field or element it is about; empty for the whole
 */
public record Refused(String code, String text, String advice, String place) {

  public static Refused of(Refusal refusal, Say say) {
    return new Refused(
        refusal.problem().code(),
        say.or("refusal." + refusal.problem().code(), refusal.problem().text(say.language())),
        say.advice(refusal.problem()),
        place(refusal.issues().get(0).expression(), say));
  }

  /** In words where we have some. */
  private static String place(String expression, Say say) {
    return expression.isEmpty() ? "" : say.or("place." + expression, expression);
  }

  /**
   * Does it, unless it is refused, also when only the database notices that somebody else was
   * first. A failure of ours is thrown on.
   */
  public static Optional<Refusal> trying(Runnable what) {
    try {
      what.run();
      return Optional.empty();
    } catch (RuntimeException failure) {
      Refusal refusal = Refusal.of(failure);
      if (refusal.problem() == Problem.INTERNAL) {
        throw failure;
      }
      return Optional.of(refusal);
    }
  }

  /** Puts it on the page where it happened, with its status. */
  public static void on(Model model, HttpServletResponse response, Refusal refusal, Say say) {
    response.setStatus(refusal.problem().status());
    model.addAttribute("refusal", of(refusal, say));
  }
}
