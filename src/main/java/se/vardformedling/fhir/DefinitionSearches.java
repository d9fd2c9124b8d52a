package se.vardformedling.fhir;

import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.server.IBundleProvider;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.SimpleBundleProvider;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.stereotype.Component;

/** Profiles, code systems and value sets are found where they are read: among what ships. */
@Component
class DefinitionSearches {
  private static final Set<Class<? extends MetadataResource>> KINDS =
      Set.of(
          CodeSystem.class,
          ValueSet.class,
          StructureDefinition.class,
          OperationDefinition.class,
          NamingSystem.class);

  /** What is asked for is what is there, letter by letter; a name may go on. */
  private static final Map<String, Function<MetadataResource, String>> ASKED =
      Map.of(
          "_id", one -> one.getIdElement().getIdPart(),
          "url", one -> String.valueOf(one.getUrl()),
          "name", one -> String.valueOf(one.getName()).toLowerCase(Locale.ROOT),
          "version", one -> String.valueOf(one.getVersion()),
          "status", one -> one.hasStatus() ? one.getStatus().toCode() : "");

  private final Map<String, List<MetadataResource>> shipped;

  DefinitionSearches(Definitions definitions) {
    this.shipped =
        definitions.all().stream()
            .filter(one -> KINDS.contains(one.getClass()))
            .map(MetadataResource.class::cast)
            .filter(one -> one.getIdElement().getIdPart() != null)
            .sorted(Comparator.comparing(one -> one.getIdElement().getIdPart()))
            .collect(Collectors.groupingBy(MetadataResource::fhirType));
  }

  /** A page of those that are meant; empty for a type that is in the database. */
  Optional<IBundleProvider> search(String type, SearchParameterMap asked) {
    List<MetadataResource> all = shipped.get(type);
    if (all == null) {
      return Optional.empty();
    }
    if (asked.getLastUpdated() != null || !ASKED.keySet().containsAll(asked.keySet())) {
      throw Problem.BAD_PARAMETER.at(
          "", "searched by " + ASKED.keySet().stream().sorted().toList());
    }
    return Optional.of(page(all.stream().filter(one -> meant(one, asked)).toList(), asked));
  }

  private static IBundleProvider page(List<MetadataResource> found, SearchParameterMap asked) {
    int from = asked.getOffset() == null ? 0 : asked.getOffset();
    int count =
        asked.getCount() == null
            ? OneTripSearches.DEFAULT_PAGE
            : Math.min(asked.getCount(), OneTripSearches.LARGEST_PAGE);
    List<IBaseResource> shown =
        found.stream().skip(from).limit(count).map(IBaseResource.class::cast).toList();
    SimpleBundleProvider page = new SimpleBundleProvider(shown);
    page.setSize(found.size());
    page.setCurrentPageOffset(from);
    page.setCurrentPageSize(count);
    return page;
  }

  private static boolean meant(MetadataResource one, SearchParameterMap asked) {
    return ASKED.entrySet().stream()
        .filter(parameter -> asked.containsKey(parameter.getKey()))
        .allMatch(
            parameter -> {
              String has = parameter.getValue().apply(one);
              return asked.get(parameter.getKey()).stream()
                  .allMatch(
                      values -> values.stream().anyMatch(v -> is(has, parameter.getKey(), v)));
            });
  }

  private static boolean is(String has, String name, IQueryParameterType value) {
    if (value.getMissing() != null || value.getQueryParameterQualifier() != null) {
      throw Problem.BAD_PARAMETER.at(name, "takes no modifier");
    }
    return name.equals("name")
        ? has.startsWith(text(value).toLowerCase(Locale.ROOT))
        : has.equals(text(value));
  }

  private static String text(IQueryParameterType value) {
    if (value instanceof UriParam uri) {
      return uri.getValue();
    }
    return value instanceof StringParam string
        ? string.getValue()
        : ((TokenParam) value).getValue();
  }
}
