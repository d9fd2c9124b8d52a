package se.vardformedling.referral;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Coding;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Transitions.Input;
import se.vardformedling.fhir.Transitions.Step;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/** Whether what is said with a step is enough, in the right form and from the right lists. */
@Component
class StepCheck {
  /** What may be said more than once with a step: what was done. */
  private static final String SEVERAL = "kva";

  private static final int LONGEST_COMMENT = 300;

  private final Terms terms;
  private final Clock clock;

  StepCheck(Terms terms, Clock clock) {
    this.terms = terms;
    this.clock = clock;
  }

  /**
   * Refuses what does not do.
   *
   * @param needed what must be said as things stand
   * @param actors what the caller is
   */
  void check(Move move, List<String> needed, Set<Actor> actors, Step step) {
    for (String input : needed) {
      if (step.input(input).isEmpty()) {
        throw Problem.INPUT_MISSING.at("input", input);
      }
    }
    inputs(move, step);
    if (step.comment().filter(comment -> comment.length() > LONGEST_COMMENT).isPresent()) {
      throw Problem.VALUE_INVALID.at("comment", "at most " + LONGEST_COMMENT + " characters");
    }
    if (move.reasons().isEmpty() && (step.reason().isPresent() || step.comment().isPresent())) {
      throw Problem.VALUE_INVALID.at("reason", "not with this step");
    }
    move.reasons().ifPresent(set -> reason(set, actors, step));
  }

  private void inputs(Move move, Step step) {
    Set<String> said = new HashSet<>();
    for (Input input : step.inputs()) {
      if (!said.add(input.type()) && !input.type().equals(SEVERAL)) {
        throw Problem.VALUE_INVALID.at("input", input.type() + ": more than once");
      }
      if (!move.inputs().contains(input.type()) && !move.optional().contains(input.type())) {
        throw Problem.VALUE_INVALID.at("input", input.type() + ": not with this step");
      }
      form(input);
    }
  }

  /** Refuses a value in the wrong form. */
  void form(Input input) {
    String value = SaidResource.text(input.value());
    InputRules.fault(
            input.type(),
            value,
            LocalDate.now(clock),
            (system, code) -> terms.concept(Canonical.codeSystem(system), code).isPresent())
        .ifPresent(
            fault -> {
              Problem problem =
                  InputRules.aboutTime(input.type(), value)
                      ? Problem.DATE_OUT_OF_RANGE
                      : Problem.VALUE_INVALID;
              throw problem.at("input", input.type() + ": " + fault);
            });
  }

  private void reason(String valueSet, Set<Actor> actors, Step step) {
    Coding said = step.reason().orElseThrow(() -> Problem.REASON_MANDATORY.at("reason", valueSet));
    String system = Canonical.codeSystem(valueSet);
    if (said.hasSystem() && !system.equals(said.getSystem())) {
      throw Problem.CODE_INVALID.at("reason", valueSet);
    }
    Concept reason =
        terms
            .concept(system, String.valueOf(said.getCode()))
            .orElseThrow(() -> Problem.CODE_INVALID.at("reason", valueSet));
    if (!ReasonRules.usable(reason.properties(), actors, LocalDate.now(clock))) {
      throw Problem.REASON_NOT_EFFECTIVE.at("reason", valueSet);
    }
    if (reason.is("commentMandatory") && step.comment().isEmpty()) {
      throw Problem.COMMENT_MANDATORY.at("comment", "");
    }
  }
}
