package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.SummaryEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.RestfulServerUtils;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.NamingSystem;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Profiles, code systems and value sets are found where they are read: among what ships. */
@Component
@Interceptor
@Order(-50)
class DefinitionSearches implements ServerInterceptor {
  private static final int USUAL = 20;
  private static final int MOST = 200;

  private static final Set<Class<? extends MetadataResource>> KINDS =
      Set.of(
          CodeSystem.class,
          ValueSet.class,
          StructureDefinition.class,
          OperationDefinition.class,
          NamingSystem.class);

  private static final Map<String, Function<MetadataResource, String>> ASKED =
      Map.of(
          "_id", one -> one.getIdElement().getIdPart(),
          "url", one -> String.valueOf(one.getUrl()),
          "name", one -> String.valueOf(one.getName()).toLowerCase(Locale.ROOT),
          "version", one -> String.valueOf(one.getVersion()),
          "status", one -> one.hasStatus() ? one.getStatus().toCode() : "");

  private static final Set<String> OF_SEARCHES = Set.of("_count", "_offset", "_total", "_sort");

  private final Map<String, List<MetadataResource>> shipped;
  private final Answers answers;

  DefinitionSearches(Definitions definitions, Answers answers) {
    this.answers = answers;
    this.shipped =
        definitions.all().stream()
            .filter(one -> KINDS.contains(one.getClass()))
            .map(MetadataResource.class::cast)
            .filter(one -> one.getIdElement().getIdPart() != null)
            .sorted(Comparator.comparing(one -> one.getIdElement().getIdPart()))
            .collect(Collectors.groupingBy(MetadataResource::fhirType));
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -50)
  public boolean search(RequestDetails request, ServletRequestDetails servlet) throws IOException {
    List<MetadataResource> all = shipped.get(String.valueOf(request.getResourceName()));
    if (request.getRestOperationType() != RestOperationTypeEnum.SEARCH_TYPE || all == null) {
      return true;
    }
    Set<SummaryEnum> summary = RestfulServerUtils.determineSummaryMode(request);
    Bundle found = page(request, all, summary.contains(SummaryEnum.COUNT));
    answers.complete(request, found, servlet.getServletRequest(), servlet.getServletResponse());
    servlet.getServletResponse().setHeader("Cache-Control", "no-store");
    RestfulServerUtils.streamResponseAsResource(
        request.getServer(), found, summary, 200, false, false, request, null, null);
    return false;
  }

  private static Bundle page(RequestDetails request, List<MetadataResource> all, boolean counted) {
    List<MetadataResource> found = all.stream().filter(one -> meant(request, one)).toList();
    int count = Math.min(MOST, PageOf.number(request, "_count", USUAL));
    int from = PageOf.number(request, "_offset", 0);
    Bundle bundle = new Bundle().setType(Bundle.BundleType.SEARCHSET).setTotal(found.size());
    bundle.addLink().setRelation("self").setUrl(PageOf.address(request, from));
    if (counted || count == 0) {
      return bundle;
    }
    if (from + count < found.size()) {
      bundle.addLink().setRelation("next").setUrl(PageOf.address(request, from + count));
    }
    found.stream()
        .skip(from)
        .limit(count)
        .forEach(
            one ->
                bundle
                    .addEntry()
                    .setFullUrl(request.getFhirServerBase() + "/" + one.getId())
                    .setResource(one)
                    .getSearch()
                    .setMode(Bundle.SearchEntryMode.MATCH));
    return bundle;
  }

  private static boolean meant(RequestDetails request, MetadataResource one) {
    return request.getParameters().entrySet().stream()
        .filter(asked -> !ofAnswer(asked.getKey()))
        .allMatch(
            asked -> Arrays.stream(asked.getValue()).allMatch(v -> is(asked.getKey(), v, one)));
  }

  private static boolean is(String name, String values, MetadataResource one) {
    Function<MetadataResource, String> value = ASKED.get(name);
    if (value == null) {
      throw Problem.BAD_PARAMETER.at(
          "", "searched by " + ASKED.keySet().stream().sorted().toList());
    }
    String has = value.apply(one);
    Stream<String> asked = Arrays.stream(values.split(",", -1));
    return name.equals("name")
        ? asked.anyMatch(text -> has.startsWith(text.toLowerCase(Locale.ROOT)))
        : asked.anyMatch(has::equals);
  }

  private static boolean ofAnswer(String name) {
    return FhirOperations.OF_EVERY_ANSWER.contains(name) || OF_SEARCHES.contains(name);
  }
}
