package se.vardformedling.security;

import static se.vardformedling.security.Action.CREATE;
import static se.vardformedling.security.Action.OPERATE;
import static se.vardformedling.security.Action.READ;
import static se.vardformedling.security.Action.UPDATE;
import static se.vardformedling.security.Role.ANALYTIKER;
import static se.vardformedling.security.Role.AVTALSCONTROLLER;
import static se.vardformedling.security.Role.JOURNALSYSTEM;
import static se.vardformedling.security.Role.KATALOGFORVALTARE;
import static se.vardformedling.security.Role.LOGGRANSKARE;
import static se.vardformedling.security.Role.MOTTAGARE;
import static se.vardformedling.security.Role.REMITTENT;
import static se.vardformedling.security.Role.VARDFORMEDLARE;

import java.util.List;
import java.util.Set;
import se.vardformedling.fhir.NodeRole;

/**
 * Role × action × type on a node, denied unless a row allows it. Which of the resources of a type
 * is {@link Relations}' question.
 */
final class Policy {
  private record Row(Set<Role> roles, Set<Action> actions, Set<String> types) {}

  private static final Set<Role> EVERYBODY =
      Set.of(
          VARDFORMEDLARE,
          REMITTENT,
          MOTTAGARE,
          AVTALSCONTROLLER,
          KATALOGFORVALTARE,
          ANALYTIKER,
          LOGGRANSKARE,
          JOURNALSYSTEM);
  private static final Set<String> CATALOGUE =
      Set.of(
          "Organization",
          "Location",
          "HealthcareService",
          "OrganizationAffiliation",
          "Endpoint",
          "Practitioner",
          "PractitionerRole");
  private static final Set<String> DEFINITIONS =
      Set.of(
          "CodeSystem",
          "ValueSet",
          "ConceptMap",
          "NamingSystem",
          "StructureDefinition",
          "SearchParameter",
          "OperationDefinition",
          "CapabilityStatement",
          "Measure",
          "Questionnaire");

  private static final List<Row> CASES =
      List.of(
          new Row(EVERYBODY, Set.of(READ, OPERATE), DEFINITIONS),
          new Row(
              Set.of(
                  VARDFORMEDLARE,
                  REMITTENT,
                  MOTTAGARE,
                  AVTALSCONTROLLER,
                  KATALOGFORVALTARE,
                  JOURNALSYSTEM),
              Set.of(READ),
              CATALOGUE),
          new Row(Set.of(KATALOGFORVALTARE), Set.of(CREATE, UPDATE), CATALOGUE),
          new Row(Set.of(VARDFORMEDLARE), Set.of(OPERATE), Set.of("HealthcareService")),
          new Row(
              Set.of(VARDFORMEDLARE, AVTALSCONTROLLER), Set.of(READ, OPERATE), Set.of("Contract")),
          new Row(Set.of(MOTTAGARE), Set.of(READ, OPERATE), Set.of("Contract")),
          new Row(Set.of(AVTALSCONTROLLER), Set.of(CREATE, UPDATE), Set.of("Contract")),
          new Row(
              Set.of(VARDFORMEDLARE, AVTALSCONTROLLER, MOTTAGARE, ANALYTIKER),
              Set.of(READ),
              Set.of("MeasureReport")),
          new Row(
              Set.of(VARDFORMEDLARE, REMITTENT, JOURNALSYSTEM),
              Set.of(READ, CREATE, UPDATE),
              Set.of("ServiceRequest")),
          new Row(Set.of(MOTTAGARE), Set.of(READ), Set.of("ServiceRequest")),
          new Row(
              Set.of(VARDFORMEDLARE, REMITTENT, MOTTAGARE, JOURNALSYSTEM),
              Set.of(READ, UPDATE, OPERATE),
              Set.of("Task")),
          new Row(Set.of(VARDFORMEDLARE, MOTTAGARE), Set.of(CREATE), Set.of("Task")),
          new Row(
              Set.of(VARDFORMEDLARE, REMITTENT, MOTTAGARE, AVTALSCONTROLLER, JOURNALSYSTEM),
              Set.of(READ, CREATE, UPDATE),
              Set.of("Subscription")),
          new Row(
              Set.of(VARDFORMEDLARE, AVTALSCONTROLLER),
              Set.of(READ, CREATE, UPDATE),
              Set.of("QuestionnaireResponse")),
          new Row(Set.of(MOTTAGARE), Set.of(READ, UPDATE), Set.of("QuestionnaireResponse")),
          new Row(Set.of(LOGGRANSKARE), Set.of(READ, OPERATE), Set.of("AuditEvent")));

  private static final Set<Role> OWN = Set.of(REMITTENT, MOTTAGARE, JOURNALSYSTEM);
  private static final Set<String> HANDED_OVER =
      Set.of("Patient", "ServiceRequest", "Task", "DocumentReference", "Binary", "Communication");

  /** A regional node serves its own organisation: its journal system, and its people at work. */
  private static final List<Row> DOCUMENTS =
      List.of(
          new Row(EVERYBODY, Set.of(READ, OPERATE), DEFINITIONS),
          new Row(OWN, Set.of(READ), Set.of("Organization", "Endpoint")),
          new Row(OWN, Set.of(READ), HANDED_OVER),
          new Row(
              Set.of(JOURNALSYSTEM),
              Set.of(CREATE, UPDATE),
              Set.of("Patient", "ServiceRequest", "DocumentReference", "Binary")),
          new Row(Set.of(JOURNALSYSTEM), Set.of(UPDATE), Set.of("Task")),
          new Row(Set.of(REMITTENT, JOURNALSYSTEM), Set.of(OPERATE), Set.of("ServiceRequest")),
          new Row(OWN, Set.of(OPERATE), Set.of("Task", "Communication")),
          new Row(Set.of(LOGGRANSKARE), Set.of(READ, OPERATE), Set.of("AuditEvent")));

  static final Policy NATIONAL = new Policy(CASES);
  static final Policy REGIONAL = new Policy(DOCUMENTS);

  private final List<Row> table;

  private Policy(List<Row> table) {
    this.table = table;
  }

  static Policy of(NodeRole node) {
    return node == NodeRole.REGIONAL ? REGIONAL : NATIONAL;
  }

  /** The role's rights, narrowed to what the token was asked for. */
  boolean allows(Caller caller, Action action, String type) {
    return allows(caller.role(), action, type)
        && ScopeRules.allow(caller.scopes(), ScopeRules.letters(action, type), type);
  }

  boolean allows(Role role, Action action, String type) {
    return role == Role.SYSTEM
        || table.stream()
            .anyMatch(
                row ->
                    row.roles.contains(role)
                        && row.actions.contains(action)
                        && row.types.contains(type));
  }

  /** Whether any row speaks of the type. */
  boolean knows(String type) {
    return table.stream().anyMatch(row -> row.types.contains(type));
  }
}
