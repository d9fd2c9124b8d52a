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

/**
 * Role × action × type, denied unless a row allows it. Which of the resources of a type is {@link
 * Relations}' question.
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

  private static final List<Row> TABLE =
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
              Set.of(VARDFORMEDLARE, AVTALSCONTROLLER, MOTTAGARE),
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
          new Row(Set.of(LOGGRANSKARE), Set.of(READ, OPERATE), Set.of("AuditEvent")));

  private Policy() {}

  /** The role's rights, narrowed to what the token was asked for. */
  static boolean allows(Caller caller, Action action, String type) {
    return allows(caller.role(), action, type)
        && ScopeRules.allow(caller.scopes(), ScopeRules.letters(action, type), type);
  }

  static boolean allows(Role role, Action action, String type) {
    return role == Role.SYSTEM
        || TABLE.stream()
            .anyMatch(
                row ->
                    row.roles.contains(role)
                        && row.actions.contains(action)
                        && row.types.contains(type));
  }

  /** Whether any row speaks of the type. */
  static boolean knows(String type) {
    return TABLE.stream().anyMatch(row -> row.types.contains(type));
  }
}
