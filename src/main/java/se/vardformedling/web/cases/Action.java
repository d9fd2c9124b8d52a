package se.vardformedling.web.cases;

import java.util.Map;
import java.util.Optional;
import se.vardformedling.referral.CaseView.Item;
import se.vardformedling.referral.CaseView.Step;

/** One step that would succeed, with the Task it is taken with. */
public record Action(Item item, Step step) {
  /** What is usually done next with an order, by its state. */
  private static final Map<String, String> USUAL =
      Map.of(
          "order-sent", "accept",
          "order-received", "accept",
          "order-accepted", "schedule",
          "scheduled", "perform",
          "no-show", "schedule",
          "appointment-cancelled", "schedule",
          "visit-completed", "perform");

  public boolean isFinal() {
    return StepForm.FINAL.contains(step.transition().code());
  }

  /** Nothing to fill in and nothing to regret: one press. */
  public boolean isPlain() {
    return step.inputs().isEmpty() && step.reasons().isEmpty() && !isFinal();
  }

  /** Whether nothing else is usually done before it. */
  public boolean isLikely() {
    return usual().map(verb -> verb.equals(step.transition().code())).orElse(true);
  }

  /** Whether it is what is usually done next, and has a form to fill in, which is then open. */
  public boolean isNext() {
    return !isPlain() && usual().isPresent() && isLikely();
  }

  private Optional<String> usual() {
    return item.kind().code().equals("fulfill")
        ? Optional.ofNullable(USUAL.get(item.state().code()))
        : Optional.empty();
  }

  public String id() {
    return step.transition().code() + "-" + item.taskId();
  }
}
