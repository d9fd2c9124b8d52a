package se.vardformedling.handover;

import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;

/** Which unit a resource says that it comes from. */
final class CareUnitResource {
  static final String HSA_ID = "urn:oid:1.2.752.29.4.19";

  private CareUnitResource() {}

  /** HSA-id; empty if it names none by it. */
  static Optional<String> of(IBaseResource resource) {
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

  static Reference unit(String hsaId) {
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
  static Optional<String> patient(ServiceRequest remiss) {
    return Optional.of(remiss.getSubject().getReferenceElement())
        .filter(subject -> "Patient".equals(subject.getResourceType()))
        .map(subject -> subject.getIdPart());
  }
}
