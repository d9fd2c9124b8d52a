package se.vardformedling.fhir;

import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementKind;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.hl7.fhir.r4.model.CapabilityStatement.ConditionalDeleteStatus;
import org.hl7.fhir.r4.model.CapabilityStatement.ResourceVersionPolicy;
import org.hl7.fhir.r4.model.CapabilityStatement.RestfulCapabilityMode;
import org.hl7.fhir.r4.model.CapabilityStatement.SystemRestfulInteraction;
import org.hl7.fhir.r4.model.CapabilityStatement.TypeRestfulInteraction;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What this node can do, written by hand so that it says what we stand for and no more. */
@Component
class Capability {
  private static final Set<String> GOVERNED =
      Set.of("Task", "ServiceRequest", "Contract", "Invoice");
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
          "Measure");
  private static final List<TypeRestfulInteraction> READING =
      List.of(
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.SEARCHTYPE,
          TypeRestfulInteraction.HISTORYINSTANCE,
          TypeRestfulInteraction.HISTORYTYPE);
  private static final List<TypeRestfulInteraction> WRITING =
      List.of(
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.PATCH);

  private static final Map<String, List<String>> SEARCHES =
      Map.ofEntries(
          Map.entry("Organization", List.of("identifier", "name", "type", "active", "partof")),
          Map.entry(
              "Location", List.of("identifier", "name", "organization", "near", "address-city")),
          Map.entry(
              "HealthcareService",
              List.of("identifier", "name", "service-type", "location", "organization", "active")),
          Map.entry(
              "OrganizationAffiliation",
              List.of("primary-organization", "participating-organization", "service", "active")),
          Map.entry("Contract", List.of("identifier", "status", "service", "party", "applies")),
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
                  "modified")),
          Map.entry("CodeSystem", List.of("url")),
          Map.entry("ValueSet", List.of("url")),
          Map.entry("ConceptMap", List.of("url")));

  private static final Map<String, List<String>> OPERATIONS =
      Map.of(
          "HealthcareService", List.of("find-provider"),
          "Task", List.of("transition", "available-transitions"));

  private final CapabilityStatement statement;

  Capability(
      @Value("${vf.node.role}") String nodeRole,
      Definitions definitions,
      ISearchParamRegistry registry) {
    this.statement = describe(ServedTypes.of(nodeRole), definitions, registry);
  }

  @Metadata(cacheMillis = 0)
  public CapabilityStatement metadata() {
    return statement.copy();
  }

  private static CapabilityStatement describe(
      Set<String> types, Definitions definitions, ISearchParamRegistry registry) {
    CapabilityStatement statement = new CapabilityStatement();
    statement
        .setUrl(Canonical.BASE + "/CapabilityStatement/national")
        .setName("Vardformedling")
        .setTitle("Vårdförmedling");
    statement.setStatus(PublicationStatus.ACTIVE).setKind(CapabilityStatementKind.INSTANCE);
    statement.setDate(
        Date.from(LocalDate.of(2026, 11, 24).atStartOfDay(ZoneOffset.UTC).toInstant()));
    statement.getSoftware().setName("Vårdförmedling");
    statement.getImplementation().setDescription("Nationell vårdförmedling");
    statement.addInstantiates(
        "https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Directory");
    statement.setFhirVersion(FHIRVersion._4_0_1);
    statement.addFormat("application/fhir+json").addFormat("application/fhir+xml");
    statement.addPatchFormat("application/json-patch+json");
    CapabilityStatementRestComponent rest =
        statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    rest.getSecurity().setDescription("OAuth 2 bearer token on everything but this page.");
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
    new TreeSet<>(types).forEach(type -> describe(rest.addResource(), type, definitions, registry));
    return statement;
  }

  private static void describe(
      CapabilityStatementRestResourceComponent resource,
      String type,
      Definitions definitions,
      ISearchParamRegistry registry) {
    resource.setType(type);
    READING.forEach(interaction -> resource.addInteraction().setCode(interaction));
    if (!DEFINITIONS.contains(type)) {
      WRITING.forEach(interaction -> resource.addInteraction().setCode(interaction));
    }
    resource.setVersioning(
        GOVERNED.contains(type)
            ? ResourceVersionPolicy.VERSIONEDUPDATE
            : ResourceVersionPolicy.VERSIONED);
    resource.setReadHistory(true).setUpdateCreate(!GOVERNED.contains(type));
    resource
        .setConditionalCreate(!DEFINITIONS.contains(type))
        .setConditionalUpdate(!GOVERNED.contains(type) && !DEFINITIONS.contains(type));
    resource.setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
    definitions.of(StructureDefinition.class).stream()
        .filter(
            profile ->
                profile.getType().equals(type)
                    && profile.getDerivation() == TypeDerivationRule.CONSTRAINT)
        .filter(profile -> !profile.getAbstract())
        .forEach(profile -> resource.addSupportedProfile(profile.getUrl()));
    for (String name : SEARCHES.getOrDefault(type, List.of())) {
      var parameter =
          registry.getActiveSearchParam(
              type, name, ISearchParamRegistry.SearchParamLookupContextEnum.ALL);
      if (parameter != null) {
        resource
            .addSearchParam()
            .setName(name)
            .setType(SearchParamType.fromCode(parameter.getParamType().getCode()));
      }
    }
    resource.addSearchParam().setName("_id").setType(SearchParamType.TOKEN);
    resource.addSearchParam().setName("_lastUpdated").setType(SearchParamType.DATE);
    for (String operation : OPERATIONS.getOrDefault(type, List.of())) {
      resource.addOperation().setName(operation).setDefinition(Canonical.operation(operation));
    }
  }
}
