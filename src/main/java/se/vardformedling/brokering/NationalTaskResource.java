package se.vardformedling.brokering;

import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import se.vardformedling.brokering.NationalTask.Kind;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.identifier.CaseId;

/** The getters and setters of a national Task, and of the copy of it that is kept here. */
final class NationalTaskResource {
  private static final String NUMBER = Canonical.BASE + "/sid/national-task";
  private static final String ORDER_SYSTEM = "http://hl7.org/fhir/CodeSystem/task-code";

  private NationalTaskResource() {}

  /**
   * Reads a Task.
   *
   * @param around where the need may be that it is based on
   * @param unit HSA-id by the id of an organisation there
   */
  static NationalTask read(Task task, Bundle around, Function<String, Optional<String>> unit) {
    Optional<String> requester =
        need(task)
            .flatMap(id -> needs(around).filter(need -> id(need).equals(id)).findFirst())
            .map(need -> need.getRequester().getReferenceElement().getIdPart())
            .flatMap(unit);
    Kind kind = Kind.of(String.valueOf(task.getCode().getCodingFirstRep().getCode()));
    return new NationalTask(
        id(task),
        task.getIdElement().getVersionIdPart(),
        kind,
        new CaseId(task.getGroupIdentifier().getValue()),
        task.getStatus().toCode(),
        state(task),
        Optional.ofNullable(task.getOwner().getReferenceElement().getIdPart()).flatMap(unit),
        requester,
        kind == Kind.CASE
            ? Optional.of(id(task))
            : task.getPartOf().stream()
                .map(part -> part.getReferenceElement().getIdPart())
                .findFirst(),
        task.getMeta().getLastUpdated().toInstant());
  }

  static String state(Task task) {
    return String.valueOf(task.getBusinessStatus().getCodingFirstRep().getCode());
  }

  /** Whether it has a case at all: what is announced between regions has none. */
  static boolean ofCase(Task task) {
    return CaseId.parse(String.valueOf(task.getGroupIdentifier().getValue())).isPresent();
  }

  private static Stream<ServiceRequest> needs(Bundle around) {
    return around.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(ServiceRequest.class::isInstance)
        .map(ServiceRequest.class::cast);
  }

  private static String id(org.hl7.fhir.r4.model.Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  /** The need that it is about, by its id there. */
  static Optional<String> need(Task task) {
    return Stream.concat(task.getBasedOn().stream(), Stream.of(task.getFocus()))
        .map(Reference::getReferenceElement)
        .filter(reference -> "ServiceRequest".equals(reference.getResourceType()))
        .map(reference -> reference.getIdPart())
        .findFirst();
  }

  static Optional<String> hsaId(Organization organization) {
    return hsaIds(organization).findFirst();
  }

  /** Those that it has, not those that it had. */
  static Stream<String> hsaIds(Organization organization) {
    return organization.getIdentifier().stream()
        .filter(identifier -> CareUnitResource.HSA_ID.equals(identifier.getSystem()))
        .filter(identifier -> identifier.getUse() != Identifier.IdentifierUse.OLD)
        .map(Identifier::getValue);
  }

  static Optional<String> name(Organization organization) {
    return Optional.ofNullable(organization.getName());
  }

  static Parameters step(Report report, String version) {
    Parameters step = new Parameters();
    step.addParameter().setName("transition").setValue(new CodeType(report.transition()));
    step.addParameter().setName("version").setValue(new StringType(version));
    report.inputs().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            input -> {
              Parameters.ParametersParameterComponent one = step.addParameter().setName("input");
              one.addPart()
                  .setName("type")
                  .setValue(new Coding(Canonical.codeSystem("task-output"), input.getKey(), null));
              one.addPart().setName("value").setValue(new DateType(input.getValue().toString()));
            });
    return step;
  }

  /**
   * The copy that the journal system reads here, under the same id.
   *
   * @param units HSA-ids of ours that have to do with it
   * @param need the need's id here, if it came from here
   */
  static Task copy(NationalTask national, Set<String> units, Optional<String> need) {
    Task copy = new Task();
    copy.setId(national.id());
    units.forEach(unit -> CareUnits.mark(copy, unit));
    copy.addIdentifier().setSystem(NUMBER).setValue(national.id());
    copy.setGroupIdentifier(
        new Identifier().setSystem(Canonical.CASE_ID).setValue(national.caseId().value()));
    copy.setStatus(TaskStatus.fromCode(national.status()));
    copy.setBusinessStatus(
        new CodeableConcept(
            new Coding(Canonical.codeSystem(machine(national.kind())), national.state(), null)));
    copy.setIntent(national.kind() == Kind.INQUIRY ? TaskIntent.PLAN : TaskIntent.ORDER);
    String system =
        national.kind() == Kind.ORDER ? ORDER_SYSTEM : Canonical.codeSystem("task-kind");
    copy.setCode(new CodeableConcept(new Coding(system, national.kind().code(), null)));
    national.owner().ifPresent(unit -> copy.setOwner(CareUnitResource.unit(unit)));
    national.requester().ifPresent(unit -> copy.setRequester(CareUnitResource.unit(unit)));
    need.ifPresent(id -> copy.addBasedOn(new Reference("ServiceRequest/" + id)));
    copy.setLastModified(Date.from(national.changed()));
    return copy;
  }

  private static String machine(Kind kind) {
    return switch (kind) {
      case INQUIRY -> "inquiry-state";
      case ORDER -> "order-state";
      default -> "case-state";
    };
  }

  static boolean isCopy(Task task) {
    return task.getIdentifier().stream()
        .anyMatch(identifier -> NUMBER.equals(identifier.getSystem()));
  }
}
