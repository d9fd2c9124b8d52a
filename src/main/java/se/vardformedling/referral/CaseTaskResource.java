package se.vardformedling.referral;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
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

  static String id(Reference reference) {
    String text = String.valueOf(reference.getReference());
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
