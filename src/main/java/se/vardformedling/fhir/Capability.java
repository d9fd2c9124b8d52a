package se.vardformedling.fhir;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.rest.annotation.Metadata;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What this node can do, written by hand so that it says what we stand for and no more. */
@Component
public class Capability {
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
  private static final List<TypeRestfulInteraction> READING =
      List.of(
          TypeRestfulInteraction.READ,
          TypeRestfulInteraction.VREAD,
          TypeRestfulInteraction.SEARCHTYPE,
          TypeRestfulInteraction.HISTORYINSTANCE,
          TypeRestfulInteraction.HISTORYTYPE);

  /** What is written once and never changes has no versions. */
  private static final Set<String> LOGGED = Set.of("AuditEvent");

  private static final Set<TypeRestfulInteraction> FOUND =
      Set.of(TypeRestfulInteraction.READ, TypeRestfulInteraction.SEARCHTYPE);

  private static final List<TypeRestfulInteraction> WRITING =
      List.of(
          TypeRestfulInteraction.CREATE,
          TypeRestfulInteraction.UPDATE,
          TypeRestfulInteraction.PATCH);

  /** FHIR's own operations that we stand for. */
  private static final Map<String, List<String>> OPERATIONS =
      Map.of(
          "CodeSystem", List.of("lookup", "validate-code", "subsumes"),
          "ValueSet", List.of("expand", "validate-code"),
          "ConceptMap", List.of("translate"));

  private final NodeRole node;
  private final Set<String> types;
  private final Map<String, List<String>> searches;
  private final Definitions definitions;
  private final ISearchParamRegistry registry;
  private final Operations operations;
  private final ObjectProvider<ComputedSearch> computed;
  private final WriteRights rights;

  /** Made at the first question: our search parameters are stored after this bean is. */
  private final SingletonSupplier<CapabilityStatement> statement =
      SingletonSupplier.of(this::describe);

  Capability(
      NodeRole node,
      Definitions definitions,
      ISearchParamRegistry registry,
      Operations operations,
      ObjectProvider<ComputedSearch> computed,
      WriteRights rights) {
    this.rights = rights;
    this.computed = computed;
    this.node = node;
    this.types = ServedTypes.of(node);
    this.searches = OfferedSearches.of(node);
    this.definitions = definitions;
    this.registry = registry;
    this.operations = operations;
  }

  /** HAPI hands itself over by reflection, and warns with a stack if it cannot. */
  public void setRestfulServer(RestfulServer server) {}

  @Metadata(cacheMillis = 0)
  public CapabilityStatement metadata(RequestDetails request) {
    CapabilityStatement answer = statement.obtain().copy();
    answer.getImplementation().setUrl(request.getFhirServerBase());
    return answer;
  }

  private CapabilityStatement describe() {
    CapabilityStatement statement = new CapabilityStatement();
    statement
        .setUrl(Canonical.BASE + "/CapabilityStatement/" + node.name().toLowerCase(Locale.ROOT))
        .setName("Vardformedling")
        .setTitle("Vårdförmedling");
    statement.setStatus(PublicationStatus.ACTIVE).setKind(CapabilityStatementKind.INSTANCE);
    statement.setDate(
        Date.from(LocalDate.of(2026, 11, 24).atStartOfDay(ZoneOffset.UTC).toInstant()));
    statement.setPublisher("Vårdförmedling");
    statement.getSoftware().setName("Vårdförmedling");
    statement
        .getImplementation()
        .setDescription(node == NodeRole.NATIONAL ? "Nationell vårdförmedling" : "Regional nod");
    if (node == NodeRole.NATIONAL) {
      instantiates(statement);
    }
    statement.setFhirVersion(FHIRVersion._4_0_1);
    statement.addFormat("application/fhir+json").addFormat("application/fhir+xml");
    statement.addPatchFormat("application/json-patch+json");
    CapabilityStatementRestComponent rest =
        statement.addRest().setMode(RestfulCapabilityMode.SERVER);
    rest.getSecurity()
        .setCors(false)
        .addService()
        .addCoding()
        .setSystem("http://terminology.hl7.org/CodeSystem/restful-security-service")
        .setCode("OAuth");
    rest.getSecurity().setDescription("OAuth 2 bearer token on everything but this page.");
    rest.addInteraction().setCode(SystemRestfulInteraction.TRANSACTION);
    rest.addInteraction().setCode(SystemRestfulInteraction.BATCH);
    systemOperations(rest);
    new TreeSet<>(types).forEach(type -> describe(rest.addResource(), type));
    return statement;
  }

  private static void instantiates(CapabilityStatement statement) {
    statement.addInstantiates(
        "https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Directory");
    statement.addInstantiates(
        "https://profiles.ihe.net/ITI/mCSD/CapabilityStatement/IHE.mCSD.Update");
    statement.addInstantiates(Canonical.BASE + "/CapabilityStatement/vardformedling");
  }

  private void describe(CapabilityStatementRestResourceComponent resource, String type) {
    boolean governed = ServedTypes.GOVERNED.contains(type);
    boolean written =
        !DEFINITIONS.contains(type)
            && !ServedTypes.READ_ONLY.contains(type)
            && rights.anybodyWrites(type);
    resource.setType(type);
    interactions(resource, type, governed, written);
    resource.setConditionalRead(CapabilityStatement.ConditionalReadStatus.NOTMATCH);
    profiles(type).forEach(resource::addSupportedProfile);
    searches.getOrDefault(type, List.of()).forEach(name -> search(resource, name));
    computedSearches(resource, type);
    OfferedSearches.ofEveryType(type).forEach(name -> search(resource, name));
    for (String operation : OPERATIONS.getOrDefault(type, List.of())) {
      resource
          .addOperation()
          .setName(operation)
          .setDefinition("http://hl7.org/fhir/OperationDefinition/" + type + "-" + operation);
    }
    operations.offered().stream()
        .filter(operation -> operation.type().equals(type))
        .forEach(
            operation ->
                resource
                    .addOperation()
                    .setName(operation.name())
                    .setDefinition(Canonical.operation(operation.name())));
  }

  private void interactions(
      CapabilityStatementRestResourceComponent resource,
      String type,
      boolean governed,
      boolean written) {
    boolean related = rights.related(type);
    READING.stream()
        .filter(
            interaction ->
                !(governed || related) || interaction != TypeRestfulInteraction.HISTORYTYPE)
        .filter(interaction -> !LOGGED.contains(type) || FOUND.contains(interaction))
        .forEach(interaction -> resource.addInteraction().setCode(interaction));
    if (written) {
      WRITING.forEach(interaction -> resource.addInteraction().setCode(interaction));
    }
    resource
        .setVersioning(versioning(type, governed))
        .setReadHistory(!LOGGED.contains(type))
        .setUpdateCreate(written && !related)
        .setConditionalCreate(written && !related)
        .setConditionalUpdate(written && !governed && !related)
        .setConditionalDelete(ConditionalDeleteStatus.NOTSUPPORTED);
  }

  private static ResourceVersionPolicy versioning(String type, boolean governed) {
    if (LOGGED.contains(type)) {
      return ResourceVersionPolicy.NOVERSION;
    }
    return governed ? ResourceVersionPolicy.VERSIONEDUPDATE : ResourceVersionPolicy.VERSIONED;
  }

  private void systemOperations(CapabilityStatementRestComponent rest) {
    operations.offered().stream()
        .filter(operation -> operation.type().isEmpty())
        .forEach(
            operation ->
                rest.addOperation()
                    .setName(operation.name())
                    .setDefinition(Canonical.operation(operation.name())));
  }

  private void computedSearches(CapabilityStatementRestResourceComponent resource, String type) {
    computed.stream()
        .filter(one -> one.type().equals(type))
        .forEach(
            one ->
                resource
                    .addSearchParam()
                    .setName(one.parameter())
                    .setType(SearchParamType.TOKEN)
                    .setDocumentation(one.documentation()));
  }

  private List<String> profiles(String type) {
    return definitions.of(StructureDefinition.class).stream()
        .filter(profile -> profile.getType().equals(type) && !profile.getAbstract())
        .filter(profile -> profile.getDerivation() == TypeDerivationRule.CONSTRAINT)
        .map(StructureDefinition::getUrl)
        .sorted()
        .toList();
  }

  private void search(CapabilityStatementRestResourceComponent resource, String name) {
    RuntimeSearchParam parameter =
        registry.getActiveSearchParam(
            resource.getType(), name, ISearchParamRegistry.SearchParamLookupContextEnum.ALL);
    if (parameter != null) {
      resource
          .addSearchParam()
          .setName(name)
          .setDefinition(parameter.getUri())
          .setType(SearchParamType.fromCode(parameter.getParamType().getCode()));
    }
  }
}
