package se.vardformedling.referral;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Moments;

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
    ORDER("fulfill", TaskIntent.ORDER, Machines.ORDER),
    INFORMATION("information-request", TaskIntent.ORDER, Machines.INFORMATION),
    ABORT("abort", TaskIntent.ORDER, Machines.ABORT);

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
          this == ORDER || this == ABORT ? ORDER_SYSTEM : Canonical.codeSystem("task-kind"),
          code,
          null);
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

  static void reason(Task task, String system, String code) {
    task.setStatusReason(new CodeableConcept(new Coding(Canonical.codeSystem(system), code, null)));
  }

  static void reason(Task task, Coding reason) {
    task.setStatusReason(new CodeableConcept(reason.copy()));
  }

  static void comment(Task task, String comment) {
    task.setNote(List.of(new Annotation().setText(comment)));
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

  static Optional<String> requester(Task task) {
    return task.hasRequester() ? Optional.of(id(task.getRequester())) : Optional.empty();
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
  static Optional<Instant> ends(Task task) {
    return Moments.last(task.getRestriction().getPeriod().getEndElement());
  }

  static boolean ended(Task task, Instant now) {
    return ends(task).map(end -> end.isBefore(now)).orElse(false);
  }

  static Optional<String> comment(Task task) {
    return task.getNote().stream().findFirst().map(Annotation::getText);
  }

  /** The Task as the rules see it. */
  static EffectRules.Item item(Task task) {
    Kind kind = kind(task).orElseThrow();
    List<String> about =
        kind == Kind.OFFER ? chosen(task) : focus(task).map(List::of).orElse(List.of());
    return new EffectRules.Item(task.getIdElement().getIdPart(), kind, state(task), about);
  }

  static boolean isDraft(Task task) {
    return task.getStatus() == TaskStatus.DRAFT;
  }

  /** Makes a Task that came in one of the case, with nothing that only the server says. */
  static void begin(Task task, Kind kind, String caseId, String caseTask, String state) {
    task.setPartOf(List.of(new Reference("Task/" + caseTask)));
    task.setGroupIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(caseId));
    task.setIntent(kind.intent).setOutput(null).setNote(null).setStatusReason(null);
    state(task, kind, state);
  }

  /** The ids of the inquiries that an offer is about. */
  static List<String> offered(Task offer) {
    return offer.getBasedOn().stream().map(CaseTaskResource::id).toList();
  }

  /** The one that the patient has said yes to; until that is said, all that are offered. */
  private static List<String> chosen(Task offer) {
    return SaidResource.output(offer, "inquiry").map(List::of).orElseGet(() -> offered(offer));
  }

  static boolean sameTask(Task one, Task other) {
    return one.getIdElement().getIdPart() != null
        && one.getIdElement().getIdPart().equals(other.getIdElement().getIdPart());
  }

  static void ends(Task task, @Nullable Instant moment) {
    if (moment == null) {
      task.setRestriction(null);
    } else {
      task.getRestriction().getPeriod().setEndElement(moment(moment));
    }
  }

  static Optional<Coding> reasonCoding(Task task) {
    return task.getStatusReason().getCoding().stream().findFirst();
  }

  static Task inquiry(String caseTask, String service) {
    return asked(Kind.INQUIRY, caseTask).setFocus(new Reference("HealthcareService/" + service));
  }

  static Task offer(
      String caseTask, List<String> inquiries, Map<String, Object> information, boolean draft) {
    Task task = asked(Kind.OFFER, caseTask);
    inquiries.forEach(inquiry -> task.addBasedOn(new Reference("Task/" + inquiry)));
    information.forEach(
        (type, value) -> SaidResource.input(task, type, SaidResource.value(type, value)));
    return draft ? task.setStatus(TaskStatus.DRAFT) : task;
  }

  private static Task asked(Kind kind, String caseTask) {
    Task task = new Task();
    task.setIntent(kind.intent).setCode(new CodeableConcept(kind.coding()));
    return task.setStatus(TaskStatus.REQUESTED).addPartOf(new Reference("Task/" + caseTask));
  }

  static String id(Reference reference) {
    String text = String.valueOf(reference.getReference());
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
