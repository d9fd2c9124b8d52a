package se.vardformedling.fhir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By which parameters each type is searched, beside those that all types have. */
final class OfferedSearches {
  /** As {@code DefinitionSearches} looks for them. */
  private static final List<String> DEFINED = List.of("url", "name", "version", "status");

  /** As the log answers by itself. */
  private static final List<String> LOGGED =
      List.of("date", "altid", "entity", "entity-name", "outcome");

  private static final Map<String, List<String>> ON_EVERY_NODE =
      Map.of(
          "AuditEvent", LOGGED,
          "CodeSystem", DEFINED,
          "ValueSet", DEFINED,
          "StructureDefinition", DEFINED,
          "OperationDefinition", DEFINED,
          "NamingSystem", List.of("name", "status"),
          "ConceptMap", List.of("url"));

  private static final Map<String, List<String>> NATIONAL =
      Map.ofEntries(
          Map.entry(
              "Organization",
              List.of("identifier", "name", "type", "active", "partof", "address-city")),
          Map.entry(
              "Location", List.of("identifier", "name", "organization", "near", "address-city")),
          Map.entry(
              "HealthcareService",
              List.of("identifier", "name", "service-type", "location", "organization", "active")),
          Map.entry(
              "OrganizationAffiliation",
              List.of("primary-organization", "participating-organization", "service", "active")),
          Map.entry(
              "Contract",
              List.of(
                  "identifier",
                  "status",
                  "service",
                  "party",
                  "applies",
                  "vardtjanst",
                  "entitled-region",
                  "entitled-scope",
                  "price-model")),
          Map.entry("MeasureReport", List.of("measure", "subject", "reporter", "date", "period")),
          Map.entry(
              "ServiceRequest",
              List.of("identifier", "requisition", "status", "code", "requester", "authored")),
          Map.entry(
              "Task",
              List.of(
                  "identifier",
                  "group-identifier",
                  "code",
                  "status",
                  "business-status",
                  "owner",
                  "requester",
                  "part-of",
                  "based-on",
                  "focus",
                  "modified",
                  "guarantee-state",
                  "guarantee-due")),
          Map.entry("Measure", List.of("url", "name", "status")),
          Map.entry("Questionnaire", List.of("url", "name", "status")),
          Map.entry(
              "QuestionnaireResponse",
              List.of("questionnaire", "subject", "author", "status", "authored")));

  private static final Map<String, List<String>> REGIONAL =
      Map.ofEntries(
          Map.entry("Organization", List.of("identifier", "name", "active")),
          Map.entry("Endpoint", List.of("identifier", "organization", "status")),
          Map.entry("Patient", List.of("identifier")),
          Map.entry(
              "ServiceRequest",
              List.of("identifier", "requisition", "status", "code", "subject", "authored")),
          Map.entry(
              "Task",
              List.of(
                  "identifier",
                  "group-identifier",
                  "code",
                  "status",
                  "business-status",
                  "based-on",
                  "modified")),
          Map.entry(
              "DocumentReference", List.of("identifier", "type", "status", "subject", "related")),
          Map.entry(
              "Communication", List.of("identifier", "status", "based-on", "sent", "received")));

  private static final List<String> COMMON =
      List.of("_id", "_lastUpdated", "_tag", "_security", "_profile");

  /** Of what is not searched in the database. */
  private static final Map<String, List<String>> FEWER_IN_COMMON =
      Map.of(
          "AuditEvent", List.of(),
          "CodeSystem", List.of("_id"),
          "ValueSet", List.of("_id"),
          "StructureDefinition", List.of("_id"),
          "OperationDefinition", List.of("_id"),
          "NamingSystem", List.of("_id"));

  private OfferedSearches() {}

  /** Those that all types have, as far as this one has them. */
  static List<String> ofEveryType(String type) {
    return FEWER_IN_COMMON.getOrDefault(type, COMMON);
  }

  static Map<String, List<String>> of(NodeRole node) {
    Map<String, List<String>> offered = new HashMap<>(ON_EVERY_NODE);
    offered.putAll(node == NodeRole.REGIONAL ? REGIONAL : NATIONAL);
    return offered;
  }
}
