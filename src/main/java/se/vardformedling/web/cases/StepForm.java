package se.vardformedling.web.cases;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseSteps;

/** What a step's form sends, read into what the step takes. */
record StepForm(Map<String, String> fields) {
  private static final String INPUT = "in.";

  /** The box that says that the patient has been told all that must be told. */
  static final String SAID = "sagt";

  /** The box that says that one is sure, of a step that ends something. */
  static final String SURE = "saker";

  /** Whole days, up to ten years. */
  private static final Pattern DAYS =
      Pattern.compile("0*(\\d{1,3}|[12]\\d{3}|3[0-5]\\d{2}|36[0-4]\\d|3650)");

  private static final Map<String, String> SYSTEMS =
      Map.of(
          "contact", "contact-way",
          "contact-outcome", "contact-outcome",
          "cancelled-by", "cancelled-by",
          "question", "information-question",
          "answer", "information-answer",
          "payment-care", "payment-care",
          "payment-approver", "payment-approver");

  /** What a patient must have heard before an offer counts. */
  static final Set<String> TOLD = Set.of("travel-reimbursement", "companion", "consequence-of-no");

  /** The fields of an offer, in their order. */
  private static final List<String> OFFERED = List.of("wait-home", "wait-offered", "contact");

  private static final Set<String> AMOUNTS = Set.of("price", "travel-cost", "companion-cost");
  private static final Set<String> DATES =
      Set.of("date", "until", "valid-to", "paused-from", "resumed-on", "payment-valid-to");

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
          "no-show",
          "settle");

  /** Refuses a step that ends something until one has said that one is sure. */
  void sure(String transition) {
    if (FINAL.contains(transition) && !"ja".equals(fields.get(SURE))) {
      throw Problem.INPUT_MISSING.at(SURE, "");
    }
  }

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

  /**
   * What the patient has been told with an offer. All of it is asked for at once, and all that is
   * wrong is told at once: what is left out would be a draft that nobody sees.
   *
   * @param providers those whose yes is offered
   */
  Map<String, Object> told(List<String> providers) {
    Map<String, Object> told = new LinkedHashMap<>();
    List<Refusal.Issue> faults = new ArrayList<>();
    if (providers.isEmpty()) {
      faults.add(new Refusal.Issue(Problem.INPUT_MISSING, "Task.basedOn", ""));
    }
    for (String needed : OFFERED) {
      String said = fields.getOrDefault(INPUT + needed, "").strip();
      if (said.isEmpty()) {
        faults.add(new Refusal.Issue(Problem.INPUT_MISSING, "input", needed));
      } else if (kind(needed).equals("days") && !DAYS.matcher(said).matches()) {
        faults.add(new Refusal.Issue(Problem.VALUE_INVALID, "input", needed));
      } else {
        told.put(needed, value(needed, said));
      }
    }
    if (!fields.containsKey(SAID)) {
      faults.add(new Refusal.Issue(Problem.INPUT_MISSING, SAID, ""));
    }
    if (!faults.isEmpty()) {
      throw new Refusal(faults);
    }
    TOLD.forEach(what -> told.put(what, true));
    return told;
  }

  /**
   * What kind of field an input is asked for with: date, days, told, amount, code, inquiry or text.
   */
  static String kind(String type) {
    if (SYSTEMS.containsKey(type)) {
      return "code";
    }
    if (CaseSteps.form(type).equals("told")) {
      return "told";
    }
    if (AMOUNTS.contains(type)) {
      return "amount";
    }
    if (DATES.contains(type) || type.endsWith("date")) {
      return "date";
    }
    return type.startsWith("wait-") ? "days" : type.equals("inquiry") ? "inquiry" : "text";
  }

  /** The code system that an input's code is chosen from. */
  static String system(String type) {
    return SYSTEMS.getOrDefault(type, "");
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isBlank());
  }

  /** As people write kronor: 1 250,50 kr. */
  private static String amount(String value) {
    return value.replaceAll("[\\s\\u00a0\\u202f]|kr$", "").replace(',', '.');
  }

  private static Object value(String type, String value) {
    try {
      return switch (kind(type)) {
        case "date" -> LocalDate.parse(value);
        case "days" -> Integer.valueOf(value);
        case "told" -> Boolean.TRUE;
        case "amount" -> new BigDecimal(amount(value));
        default -> value;
      };
    } catch (DateTimeParseException | NumberFormatException e) {
      throw Problem.VALUE_INVALID.at(type, kind(type));
    }
  }
}
