package se.vardformedling.referral;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.hl7.fhir.r4.model.Type;
import se.vardformedling.fhir.Canonical;

/** The getters and setters of a case's Tasks. */
final class CaseTaskResource {
  static final String PARTY = Canonical.profile("party");
  private static final String ORDER_SYSTEM = "http://hl7.org/fhir/CodeSystem/task-code";

  private CaseTaskResource() {}

  /** The kinds of Task a case has. */
  enum Kind {
    CASE("broker-case", TaskIntent.ORDER, Machines.CASE),
    INQUIRY("candidate-inquiry", TaskIntent.PLAN, Machines.INQUIRY),
    OFFER("patient-offer", TaskIntent.PROPOSAL, Machines.OFFER),
    ORDER("fulfill", TaskIntent.ORDER, Machines.ORDER);

    final String code;
    final TaskIntent intent;
    final Machine machine;

    Kind(String code, TaskIntent intent, Machine machine) {
      this.code = code;
      this.intent = intent;
      this.machine = machine;
    }

    static Kind of(String code) {
      return Stream.of(Kind.values())
          .filter(kind -> kind.code.equals(code))
          .findFirst()
          .orElseThrow();
    }

    Coding coding() {
      return new Coding(
          this == ORDER ? ORDER_SYSTEM : Canonical.codeSystem("task-kind"), code, null);
    }
  }

  static Optional<Kind> kind(Task task) {
    String code = task.getCode().getCodingFirstRep().getCode();
    return Stream.of(Kind.values()).filter(kind -> kind.code.equals(code)).findFirst();
  }

  static Task make(Kind kind, String caseId, String state) {
    Task task = new Task();
    task.setIntent(kind.intent).setCode(new CodeableConcept(kind.coding()));
    task.setGroupIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(caseId));
    state(task, kind, state);
    return task;
  }

  static String caseId(Task task) {
    return task.getGroupIdentifier().getValue();
  }

  static String state(Task task) {
    return task.getBusinessStatus().getCodingFirstRep().getCode();
  }

  static void state(Task task, Kind kind, String state) {
    task.setStatus(TaskStatus.fromCode(kind.machine.status(state)));
    task.setBusinessStatus(
        new CodeableConcept(new Coding(Canonical.codeSystem(kind.machine.system()), state, null)));
  }

  static Set<String> parties(org.hl7.fhir.r4.model.DomainResource resource) {
    return resource.getExtensionsByUrl(PARTY).stream()
        .map(extension -> extension.getValue().primitiveValue())
        .collect(Collectors.toSet());
  }

  static void addParty(org.hl7.fhir.r4.model.DomainResource resource, String party) {
    if (!parties(resource).contains(party)) {
      resource.addExtension(PARTY, new StringType(party));
    }
  }

  static void parties(org.hl7.fhir.r4.model.DomainResource resource, List<String> parties) {
    resource.getExtension().removeIf(extension -> PARTY.equals(extension.getUrl()));
    parties.forEach(party -> addParty(resource, party));
  }

  static void reason(Task task, Coding reason) {
    task.setStatusReason(
        new CodeableConcept(new Coding(reason.getSystem(), reason.getCode(), null)));
  }

  static void comment(Task task, String comment) {
    task.setNote(List.of(new Annotation().setText(comment)));
  }

  static void output(Task task, String type, Type value) {
    task.getOutput()
        .removeIf(output -> type.equals(output.getType().getCodingFirstRep().getCode()));
    task.addOutput()
        .setValue(value)
        .getType()
        .addCoding(new Coding(Canonical.codeSystem("task-output"), type, null));
  }

  static String status(Task task) {
    return task.getStatus().toCode();
  }

  static String version(Task task) {
    return task.getIdElement().getVersionIdPart();
  }

  static Optional<String> owner(Task task) {
    return task.hasOwner() ? Optional.of(id(task.getOwner())) : Optional.empty();
  }

  static Optional<String> focus(Task task) {
    return task.hasFocus() ? Optional.of(id(task.getFocus())) : Optional.empty();
  }

  static void opened(Task task, Instant now) {
    task.setAuthoredOnElement(moment(now));
    since(task, now);
  }

  static Optional<Date> opened(Task task) {
    return Optional.ofNullable(task.getAuthoredOn());
  }

  static void since(Task task, Instant now) {
    task.setLastModifiedElement(moment(now));
  }

  private static DateTimeType moment(Instant now) {
    return new DateTimeType(Date.from(now), TemporalPrecisionEnum.MILLI);
  }

  /** When it came to the state it is in. */
  static Optional<Date> since(Task task) {
    return Optional.ofNullable(task.getLastModified());
  }

  /** When its time is out. */
  static Optional<Date> ends(Task task) {
    return Optional.ofNullable(task.getRestriction().getPeriod().getEnd());
  }

  static Optional<String> comment(Task task) {
    return task.hasNote() ? Optional.of(task.getNoteFirstRep().getText()) : Optional.empty();
  }

  static Optional<Coding> reasonCoding(Task task) {
    return task.getStatusReason().getCoding().stream().findFirst();
  }

  static Task inquiry(String caseTask, String service) {
    return asked(Kind.INQUIRY, caseTask).setFocus(new Reference("HealthcareService/" + service));
  }

  static Task offer(String caseTask, List<String> inquiries, Map<String, Object> information) {
    Task task = asked(Kind.OFFER, caseTask);
    inquiries.forEach(inquiry -> task.addBasedOn(new Reference("Task/" + inquiry)));
    information.forEach((type, value) -> input(task, type, value(value)));
    return task;
  }

  private static Task asked(Kind kind, String caseTask) {
    Task task = new Task();
    task.setIntent(kind.intent).setCode(new CodeableConcept(kind.coding()));
    return task.setStatus(TaskStatus.REQUESTED).addPartOf(new Reference("Task/" + caseTask));
  }

  static void input(Task task, String type, Type value) {
    task.addInput()
        .setValue(value)
        .getType()
        .addCoding(new Coding(Canonical.codeSystem("task-output"), type, null));
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
  static String text(Type value) {
    if (value instanceof Reference reference) {
      return id(reference);
    }
    if (value instanceof Coding coding) {
      return String.valueOf(coding.getCode());
    }
    if (value instanceof CodeableConcept concept) {
      return code(concept);
    }
    if (value instanceof Money money) {
      return money.getValue().toPlainString() + " " + money.getCurrency();
    }
    return String.valueOf(value.primitiveValue());
  }

  static String id(Reference reference) {
    String text = String.valueOf(reference.getReference());
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
