package se.vardformedling.web.capacity;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words.Say;

/**
 * Why an announcement or an answer was not taken, in the words of its form.
 *
 * @param field as the form calls it; empty when it is about none
 */
record CapacityFault(Refused refused, String field) {
  private static final Set<Problem> OF_A_VALUE =
      Set.of(
          Problem.VALUE_INVALID,
          Problem.CODE_INVALID,
          Problem.DATE_OUT_OF_RANGE,
          Problem.REQUIRED_ELEMENT,
          Problem.INPUT_MISSING);

  /** Fields of the form, by what the rules call them. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("slag", "slag"),
          Map.entry("platser", "platser"),
          Map.entry("quantity", "platser"),
          Map.entry("Task.restriction.repetitions", "platser"),
          Map.entry("vard", "vard"),
          Map.entry("Task.input", "vard"),
          Map.entry("Task.focus", "vard"),
          Map.entry("till", "till"),
          Map.entry("Task.restriction.period", "till"),
          Map.entry("Task.restriction.period.end", "till"),
          Map.entry("text", "text"),
          Map.entry("Task.description", "text"),
          Map.entry("audience", "lan"),
          Map.entry("Task.restriction.recipient", "lan"));

  /** What the form calls its fields. */
  private static final Map<String, String> LABELS =
      Map.of(
          "slag", "capacity.kind",
          "platser", "capacity.places",
          "vard", "case.care",
          "till", "capacity.to",
          "text", "capacity.text",
          "lan", "capacity.for");

  /**
   * The fault.
   *
   * @param latest the last day that the form takes
   */
  static CapacityFault of(Refusal refusal, Say say, LocalDate today, LocalDate latest) {
    Refused plain = Refused.of(refusal, say);
    String field = FIELDS.getOrDefault(refusal.issues().get(0).expression(), "");
    if (field.isEmpty()) {
      return new CapacityFault(plain, "");
    }
    String wanted =
        OF_A_VALUE.contains(refusal.problem())
            ? say.the("capacity.fault." + field, today.toString(), latest.toString())
            : "";
    return new CapacityFault(
        new Refused(
            plain.code(),
            (plain.text() + " " + wanted).strip(),
            plain.advice(),
            say.the(String.valueOf(LABELS.get(field)))),
        field);
  }
}
