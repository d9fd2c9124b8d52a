package se.vardformedling.carerelation;

import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/** Which unit a resource says that it comes from. */
public final class CareUnitResource {
  public static final String HSA_ID = "urn:oid:1.2.752.29.4.19";

  private CareUnitResource() {}

  /** HSA-id; empty if it names none by it. */
  public static Optional<String> of(IBaseResource resource) {
    if (resource instanceof ServiceRequest remiss) {
      return hsaId(remiss.getRequester());
    }
    if (resource instanceof Patient patient) {
      return hsaId(patient.getManagingOrganization());
    }
    if (resource instanceof DocumentReference document) {
      return hsaId(document.getCustodian());
    }
    if (resource instanceof Communication message) {
      return hsaId(message.getSender());
    }
    return resource instanceof Task task ? hsaId(task.getRequester()) : Optional.empty();
  }

  public static Reference unit(String hsaId) {
    Reference unit = new Reference();
    unit.getIdentifier().setSystem(HSA_ID).setValue(hsaId);
    return unit;
  }

  private static Optional<String> hsaId(Reference unit) {
    return Optional.of(unit.getIdentifier())
        .filter(identifier -> HSA_ID.equals(identifier.getSystem()))
        .map(identifier -> identifier.getValue());
  }

  /** The patient that a remiss is about, by its id here. */
  public static Optional<String> patient(ServiceRequest remiss) {
    return Optional.of(remiss.getSubject().getReferenceElement())
        .filter(subject -> "Patient".equals(subject.getResourceType()))
        .map(subject -> subject.getIdPart());
  }

  /**
   * What of a document that came its receiver may not write: what came, and that it has been taken
   * back. One's own is one's own to mend.
   *
   * @return the element
   */
  static Optional<String> notItsReceivers(IBaseResource before, IBaseResource after) {
    if (!(before instanceof DocumentReference was)
        || !(after instanceof DocumentReference now)
        || !came(was)) {
      return Optional.empty();
    }
    if (was.getStatus() == DocumentReferenceStatus.ENTEREDINERROR
        && now.getStatus() != DocumentReferenceStatus.ENTEREDINERROR) {
      return Optional.of("DocumentReference.status");
    }
    return arrived(was).equalsDeep(arrived(now))
        ? Optional.empty()
        : Optional.of("DocumentReference.content");
  }

  /** It is filed under the number that it came with. */
  private static boolean came(DocumentReference document) {
    return ("urn:uuid:" + document.getIdElement().getIdPart())
        .equals(document.getMasterIdentifier().getValue());
  }

  private static DocumentReference arrived(DocumentReference document) {
    DocumentReference arrived = new DocumentReference();
    arrived.setMasterIdentifier(document.getMasterIdentifier().copy());
    document.getIdentifier().forEach(identifier -> arrived.addIdentifier(identifier.copy()));
    document.getContent().forEach(content -> arrived.addContent(content.copy()));
    return arrived;
  }

  /** Whether two versions of a Task are about the same, for the same unit. */
  static boolean sameMatter(Task before, Task after) {
    return matter(before).equalsDeep(matter(after));
  }

  private static Task matter(Task task) {
    Task matter = new Task();
    matter.setCode(task.getCode().copy());
    matter.setGroupIdentifier(task.getGroupIdentifier().copy());
    matter.setOwner(task.getOwner().copy());
    task.getPartOf().forEach(part -> matter.addPartOf(part.copy()));
    task.getIdentifier().forEach(identifier -> matter.addIdentifier(identifier.copy()));
    return matter;
  }
}
