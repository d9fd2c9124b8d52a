package se.vardformedling.fhir;

import java.util.Set;

/** The resource types a node serves; every other type does not exist there. */
final class ServedTypes {

  /** No type that carries a patient or a document. */
  static final Set<String> NATIONAL =
      Set.of(
          "Organization",
          "Location",
          "HealthcareService",
          "OrganizationAffiliation",
          "Endpoint",
          "Practitioner",
          "PractitionerRole",
          "Contract",
          "Group",
          "ServiceRequest",
          "Task",
          "Communication",
          "DocumentReference",
          "Measure",
          "MeasureReport",
          "Invoice",
          "Questionnaire",
          "QuestionnaireResponse",
          "Subscription",
          "AuditEvent",
          "Provenance",
          "CodeSystem",
          "ValueSet",
          "ConceptMap",
          "NamingSystem",
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CapabilityStatement");

  static final Set<String> REGIONAL =
      Set.of(
          "Patient",
          "ServiceRequest",
          "Task",
          "DocumentReference",
          "Binary",
          "Communication",
          "Organization",
          "Endpoint",
          "AuditEvent",
          "Provenance",
          "CodeSystem",
          "ValueSet",
          "ConceptMap",
          "NamingSystem",
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CapabilityStatement");

  /** Changed by many hands in a case: a change must name the version it changes. */
  static final Set<String> GOVERNED = Set.of("Task", "ServiceRequest", "Contract", "Invoice");

  /** Ours to publish and the log to write: nobody changes them over FHIR. */
  static final Set<String> READ_ONLY =
      Set.of(
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CapabilityStatement",
          "NamingSystem",
          "AuditEvent");

  private ServedTypes() {}

  static Set<String> of(NodeRole node) {
    return node == NodeRole.REGIONAL ? REGIONAL : NATIONAL;
  }
}
