package se.vardformedling.fhir;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;

/**
 * For some Tasks: what is allowed now, and how it is done. The module that owns those Tasks
 * implements it.
 */
public interface Transitions {

  boolean handles(Task task);

  /**
   * What the caller would succeed with now; {@link Problem#NOT_FOUND} if it may not see the Task.
   */
  List<Allowed> available(Task task);

  /**
   * Takes one step, with all that follows from it, in one transaction.
   *
   * @param version the version the caller has seen; another one is {@link Problem#STALE_VERSION}
   */
  Task take(Task task, String version, Step step);

  /** One possible step. */
  record Allowed(
      String code, String display, List<String> requiredInputs, Optional<String> reasonValueSet) {}

  /** The step asked for. */
  record Step(String code, Optional<Coding> reason, Optional<String> comment, List<Input> inputs) {
    public Optional<Type> input(String type) {
      return inputs.stream()
          .filter(input -> input.type().equals(type))
          .map(Input::value)
          .findFirst();
    }
  }

  /** One input; the type is a code of {@code CodeSystem/task-output}. */
  record Input(String type, Type value) {}
}
