package se.vardformedling.fhir;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.Task;

/**
 * Which of our profiles a resource must follow, whether or not it says so in {@code meta.profile}.
 */
final class Profiles {
  private static final Map<String, String> BY_TYPE =
      Map.of(
          "Organization", "vf-organization",
          "Location", "vf-location",
          "HealthcareService", "vf-healthcare-service",
          "OrganizationAffiliation", "vf-affiliation",
          "Contract", "vf-agreement",
          "MeasureReport", "vf-waiting-time",
          "ServiceRequest", "vf-referral-need",
          "Patient", "vf-patient",
          "DocumentReference", "vf-document-reference",
          "QuestionnaireResponse", "vf-collaboration-checklist");

  private static final Map<String, String> BY_TASK =
      Map.of(
          "broker-case", "vf-broker-case",
          "candidate-inquiry", "vf-inquiry",
          "patient-offer", "vf-patient-offer",
          "fulfill", "vf-order",
          "offer-capacity", "vf-announcement",
          "request-capacity", "vf-announcement",
          "capacity-response", "vf-capacity-response");

  /** Of which a regional node has another kind: with a patient, or a copy of the national one. */
  private static final Set<String> NATIONAL_ONLY = Set.of("ServiceRequest", "Task");

  private Profiles() {}

  static Optional<String> of(IBaseResource resource, NodeRole node) {
    if (node == NodeRole.REGIONAL && NATIONAL_ONLY.contains(resource.fhirType())) {
      return Optional.empty();
    }
    if (resource instanceof HealthcareService service && !service.hasType()) {
      // What a unit is there for, and not a service that somebody can be sent to.
      return Optional.of(Canonical.profile("vf-business"));
    }
    String id =
        resource instanceof Task task
            ? BY_TASK.get(String.valueOf(task.getCode().getCodingFirstRep().getCode()))
            : BY_TYPE.get(resource.fhirType());
    return Optional.ofNullable(id).map(Canonical::profile);
  }
}
