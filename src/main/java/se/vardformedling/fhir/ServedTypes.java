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

  private ServedTypes() {}

  static Set<String> of(String nodeRole) {
    return "regional".equals(nodeRole) ? REGIONAL : NATIONAL;
  }
}
