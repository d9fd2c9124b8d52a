package se.vardformedling.web.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.vardformedling.referral.CaseView;
import se.vardformedling.referral.Coded;

/** One thing that had been chosen or written in a step's form, by its label. */
public record Chosen(String label, String value) {
  private static final String INPUT = "in.";

  /** All of a form: the step, what was filled in, the reason and the comment. */
  static List<Chosen> of(Map<String, String> form, ShownCase shown) {
    List<Chosen> chosen = new ArrayList<>();
    said(form, "transition")
        .ifPresent(
            step ->
                chosen.add(
                    new Chosen(
                        shown.say().the("case.stale.chosen"),
                        shown.say().code("transition", step))));
    form.forEach(
        (name, value) -> {
          if (name.startsWith(INPUT) && !value.isBlank()) {
            chosen.add(input(name.substring(INPUT.length()), value, shown));
          }
        });
    said(form, "reason")
        .ifPresent(
            code -> chosen.add(new Chosen(shown.say().the("case.reason"), reason(code, shown))));
    said(form, "comment")
        .ifPresent(text -> chosen.add(new Chosen(shown.say().the("case.comment"), text)));
    return chosen;
  }

  private static Chosen input(String type, String value, ShownCase shown) {
    Coded kind = new Coded("", type, shown.say().code("task-output", type));
    return new Chosen(kind.display(), shown.said(new CaseView.Value(kind, value)));
  }

  private static Optional<String> said(Map<String, String> form, String name) {
    return Optional.ofNullable(form.get(name)).filter(value -> !value.isBlank());
  }

  /** In words if the case still has a step with that reason. */
  private static String reason(String code, ShownCase shown) {
    return shown.view().tasks().stream()
        .flatMap(item -> item.steps().stream())
        .flatMap(step -> step.reasons().stream())
        .map(CaseView.Reason::code)
        .filter(one -> one.code().equals(code))
        .map(Coded::display)
        .findFirst()
        .orElse(code);
  }
}
