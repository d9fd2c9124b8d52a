package se.vardformedling.referral;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Transitions.Input;
import se.vardformedling.fhir.Transitions.Step;

/** What is said with a case's Tasks: the getters and setters of inputs, outputs and differences. */
final class SaidResource {
  /** Written out, an amount with a larger exponent would be no amount. */
  private static final int LARGEST_SCALE = -12;

  private static final Set<String> YES = Set.of("true", "ja", "yes", "on");

  private SaidResource() {}

  /** Keeps what was said; of each type it takes the place of what was said before. */
  static void outputs(Task task, List<Input> said) {
    Set<String> types = said.stream().map(Input::type).collect(Collectors.toSet());
    task.getOutput()
        .removeIf(output -> types.contains(output.getType().getCodingFirstRep().getCode()));
    for (Input one : said) {
      task.addOutput()
          .setValue(one.value())
          .getType()
          .addCoding(new Coding(Canonical.codeSystem("task-output"), one.type(), null));
    }
  }

  /** The inputs of a Task that came in, as if they were said with a step. */
  static Step told(Task task) {
    List<Input> inputs =
        task.getInput().stream().map(in -> new Input(code(in.getType()), in.getValue())).toList();
    return new Step("send", Optional.empty(), Optional.empty(), inputs);
  }

  /** Whether two versions differ only in what a step may change. */
  static boolean alike(Task one, Task other) {
    return bare(one).equalsDeep(bare(other));
  }

  private static Task bare(Task task) {
    Task bare = task.copy();
    bare.setId((String) null);
    bare.setMeta(null);
    bare.setText(null);
    bare.setStatus(null).setStatusReason(null).setBusinessStatus(null);
    bare.setLastModified(null);
    bare.setOutput(null).setNote(null);
    return bare;
  }

  /** Whether two versions agree also in that. */
  static boolean unchanged(Task one, Task other) {
    return one.getStatus() == other.getStatus()
        && CaseTaskResource.state(one).equals(CaseTaskResource.state(other))
        && code(one.getStatusReason()).equals(code(other.getStatusReason()))
        && CaseTaskResource.comment(one).equals(CaseTaskResource.comment(other))
        && outputs(one).equals(outputs(other));
  }

  /** What the later version says that the earlier did not. */
  static Step difference(Task before, Task after) {
    List<Said> known = outputs(before);
    return new Step(
        "",
        CaseTaskResource.reasonCoding(after)
            .filter(reason -> !code(before.getStatusReason()).equals(reason.getCode())),
        CaseTaskResource.comment(after)
            .filter(comment -> !Optional.of(comment).equals(CaseTaskResource.comment(before))),
        after.getOutput().stream()
            .map(out -> new Input(code(out.getType()), out.getValue()))
            .filter(input -> !known.contains(new Said(input.type(), text(input.value()))))
            .toList());
  }

  private static List<Said> outputs(Task task) {
    return task.getOutput().stream()
        .map(out -> new Said(code(out.getType()), text(out.getValue())))
        .toList();
  }

  /** What has been said of a type, as text. */
  static Optional<String> output(Task task, String type) {
    return task.getOutput().stream()
        .filter(output -> type.equals(code(output.getType())))
        .map(output -> text(output.getValue()))
        .findFirst();
  }

  static void input(Task task, String type, Type value) {
    task.addInput()
        .setValue(value)
        .getType()
        .addCoding(new Coding(Canonical.codeSystem("task-output"), type, null));
  }

  /** What somebody has written in a field, in the form that the input has. */
  static Type value(String type, Object plain) {
    if (!(plain instanceof String text)) {
      return value(plain);
    }
    return switch (InputRules.forms().getOrDefault(type, "")) {
      case "told" -> new BooleanType(YES.contains(text.toLowerCase(Locale.ROOT)));
      case "days" -> text.matches("[0-9]{1,9}") ? value(Integer.valueOf(text)) : value(plain);
      case "amount" ->
          text.matches("[0-9]{1,8}([.,][0-9]{1,2})?")
              ? value(new BigDecimal(text.replace(',', '.')))
              : value(plain);
      case "date", "past", "coming" ->
          InputRules.date(text).map(SaidResource::value).orElseGet(() -> value(plain));
      default -> value(plain);
    };
  }

  /** A plain value as FHIR says it. */
  static Type value(Object plain) {
    if (plain instanceof LocalDate date) {
      return new DateType(date.toString());
    }
    if (plain instanceof Integer number) {
      return new IntegerType(number);
    }
    if (plain instanceof Boolean truth) {
      return new BooleanType(truth);
    }
    if (plain instanceof BigDecimal amount) {
      return new Money().setValue(amount).setCurrency("SEK");
    }
    return new CodeType(String.valueOf(plain));
  }

  /** What has been said about it, by type and value. */
  static List<Said> said(Task task) {
    return Stream.concat(
            task.getInput().stream().map(in -> new Said(code(in.getType()), text(in.getValue()))),
            task.getOutput().stream()
                .map(out -> new Said(code(out.getType()), text(out.getValue()))))
        .toList();
  }

  /** One input or output, as text. */
  record Said(String type, String value) {}

  private static String code(CodeableConcept type) {
    return String.valueOf(type.getCodingFirstRep().getCode());
  }

  /** A value on one line: a code, a date, an amount, the id of what is referred to. */
  static String text(@Nullable Type value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Reference reference) {
      return CaseTaskResource.id(reference);
    }
    if (value instanceof Coding coding) {
      return String.valueOf(coding.getCode());
    }
    if (value instanceof CodeableConcept concept) {
      return code(concept);
    }
    if (value instanceof Money money) {
      return money.getValue() == null || money.getValue().scale() < LARGEST_SCALE
          ? ""
          : money.getValue().toPlainString() + " " + money.getCurrency();
    }
    return value.isPrimitive() ? String.valueOf(value.primitiveValue()) : "";
  }
}
