package se.vardformedling.web.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.referral.CaseSteps;
import se.vardformedling.web.words.Refused;
import se.vardformedling.web.words.Words.Say;

/**
 * Why a step was not taken, in the words of its form.
 *
 * @param field the input it is about, as {@code CodeSystem/task-output} calls it, or reason,
 *     comment, inquiry, leaflet, sagt or saker; empty for none
 */
record FieldFault(Refused refused, String field) {
  private static final Set<Problem> OF_A_VALUE =
      Set.of(Problem.VALUE_INVALID, Problem.DATE_OUT_OF_RANGE);

  /** Fields that are no inputs, as the page calls them, by what the rules call them. */
  private static final Map<String, String> OTHERS =
      Map.of(
          "reason",
          "reason",
          "comment",
          "comment",
          "leaflet",
          "leaflet",
          "Task.basedOn",
          "inquiry",
          StepForm.SAID,
          StepForm.SAID,
          StepForm.SURE,
          StepForm.SURE);

  /** What the page writes beside a field that is no input, where it is not what it is called. */
  private static final Map<String, String> LABELS =
      Map.of(
          StepForm.SAID,
          "case.offer.said",
          StepForm.SURE,
          "case.sure",
          "reason",
          "case.reason",
          "comment",
          "case.comment");

  private static final String INPUT = "in.";

  /** Said once when a service has ended meanwhile, which the page may not have known. */
  private static final String ENDED = "despite-ended";

  private static final Pattern RANGE =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) to (\\d{4}-\\d{2}-\\d{2})");

  /** One for each thing that is wrong, the first first. */
  static List<FieldFault> all(Refusal refusal, Say say) {
    return refusal.issues().stream().map(issue -> of(new Refusal(List.of(issue)), say)).toList();
  }

  private static FieldFault of(Refusal refusal, Say say) {
    Refused plain = Refused.of(refusal, say);
    Refusal.Issue issue = refusal.issues().get(0);
    String field =
        issue.expression().equals("input")
            ? issue.details().split(":", 2)[0].strip()
            : issue.expression();
    if (issue.problem() == Problem.CASE_DUPLICATE) {
      String which = field.equals("Task.focus") ? "" : plain.place();
      return new FieldFault(asked(plain, which, say), "");
    }
    if (field.startsWith(INPUT)) {
      field = field.substring(INPUT.length());
    }
    if (field.equals(ENDED)) {
      return new FieldFault(ended(plain, say), field);
    }
    String form = CaseSteps.form(field);
    if (form.isEmpty()) {
      return new FieldFault(labelled(plain, field, say), OTHERS.getOrDefault(field, ""));
    }
    String wanted = OF_A_VALUE.contains(issue.problem()) ? wanted(form, issue.details(), say) : "";
    return new FieldFault(
        new Refused(
            plain.code(),
            (plain.text() + " " + wanted).strip(),
            plain.advice(),
            say.code("task-output", field)),
        field);
  }

  /** The field as the page calls it. */
  private static Refused labelled(Refused plain, String field, Say say) {
    String label = LABELS.getOrDefault(field, "");
    return label.isEmpty()
        ? plain
        : new Refused(plain.code(), plain.text(), plain.advice(), say.the(label));
  }

  /** Of a case there is one already: here it is a question to the same provider. */
  private static Refused asked(Refused plain, String which, Say say) {
    return new Refused(
        plain.code(), say.the("case.fault.asked"), say.the("case.fault.asked.do"), which);
  }

  private static Refused ended(Refused plain, Say say) {
    return new Refused(
        plain.code(),
        say.the("case.fault.ended"),
        say.the("case.fault.ended.do"),
        say.code("task-output", ENDED));
  }

  private static String wanted(String form, String details, Say say) {
    Matcher range = RANGE.matcher(details);
    return range.find()
        ? say.the("case.fault.range", range.group(1), range.group(2))
        : say.the("case.fault." + form);
  }
}
