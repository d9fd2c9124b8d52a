package se.vardformedling.web.cases;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.vardformedling.fhir.Problem;
import se.vardformedling.referral.CaseSteps;

/** What a step's form sends, read into what the step takes. */
record StepForm(Map<String, String> fields) {
  private static final String INPUT = "in.";

  /** Steps that end something: their forms ask once more. */
  static final Set<String> FINAL =
      Set.of(
          "decline",
          "withdraw",
          "close-home-unit",
          "no-provider",
          "patient-declined",
          "enter-in-error",
          "cancel",
          "withdraw-offer",
          "fail",
          "settle");

  CaseSteps.Words words() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (name.startsWith(INPUT) && !value.isBlank()) {
            String type = name.substring(INPUT.length());
            inputs.put(type, value(type, value.strip()));
          }
        });
    return new CaseSteps.Words(text("reason"), text("comment"), inputs);
  }

  /** What kind of field an input is asked for with. */
  static String kind(String type) {
    if (type.endsWith("date") || type.equals("valid-to") || type.equals("start")) {
      return "date";
    }
    return type.equals("inquiry") ? "inquiry" : "text";
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
  }

  private static Object value(String type, String value) {
    if (!kind(type).equals("date")) {
      return value;
    }
    try {
      return LocalDate.parse(value);
    } catch (DateTimeParseException e) {
      throw Problem.VALUE_INVALID.at(type, "a date");
    }
  }
}
