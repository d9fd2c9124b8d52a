package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Location;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code Location?near=…&_sort=near}: the nearest first, by great circle. HAPI would sort by
 * degrees, of which one is half as long to the east as to the north.
 */
@Component
@Interceptor
@Order(-305)
class NearestFirst implements ServerInterceptor {
  private static final String PAGE = "vf.nearest";
  private static final int USUAL = 20;
  private static final int MOST = 200;

  /** What is told of all matches, not asked of each. */
  private static final Set<String> OF_ALL = Set.of("near", "_sort", "_count", "_offset", "_total");

  private final Near near;
  private final FhirStore store;
  private final ISearchParamRegistry registry;

  NearestFirst(Near near, FhirStore store, ISearchParamRegistry registry) {
    this.near = near;
    this.store = store;
    this.registry = registry;
  }

  /** One page of it: the ids in their order, and what the answer says of the rest. */
  private record Page(List<String> ids, int total, String self, @Nullable String next) {}

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -305)
  public void asked(RequestDetails request) {
    Map<String, String[]> asked = request.getParameters();
    if (request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && "Location".equals(request.getResourceName())
        && Arrays.equals(asked.get("_sort"), new String[] {"near"})) {
      Page page = page(request);
      Map<String, String[]> told = new HashMap<>(asked);
      told.keySet().removeAll(OF_ALL);
      String ids = String.join(",", page.ids());
      told.put("_id", new String[] {ids.isEmpty() ? "none-is-near" : ids});
      told.put("_count", new String[] {String.valueOf(MOST)});
      request.setParameters(told);
      request.getUserData().put(PAGE, page);
    }
  }

  private Page page(RequestDetails request) {
    String[] circle = request.getParameters().get("near");
    if (circle == null || circle.length != 1) {
      throw Problem.BAD_PARAMETER.at("_sort", "near needs one near");
    }
    List<String> found = filtered(near.nearest(circle[0]), request);
    int count = Math.min(MOST, PageOf.number(request, "_count", USUAL));
    int from = PageOf.number(request, "_offset", 0);
    boolean more = from + count < found.size();
    return new Page(
        found.stream().skip(from).limit(count).toList(),
        found.size(),
        PageOf.address(request, from),
        more ? PageOf.address(request, from + count) : null);
  }

  private List<String> filtered(List<String> nearest, RequestDetails request) {
    String filters =
        request.getParameters().entrySet().stream()
            .filter(one -> narrows(one.getKey()))
            .flatMap(
                one ->
                    Arrays.stream(one.getValue())
                        .map(value -> one.getKey() + "=" + PageOf.encoded(value)))
            .collect(Collectors.joining("&"));
    if (filters.isEmpty() || nearest.isEmpty()) {
      return nearest;
    }
    Set<String> matches =
        new HashSet<>(
            store.ids(Location.class, "_id=" + String.join(",", nearest) + "&" + filters));
    return nearest.stream().filter(matches::contains).toList();
  }

  /** What nobody knows is told of later, and narrows nothing. */
  private boolean narrows(String name) {
    return !OF_ALL.contains(name)
        && registry.getActiveSearchParam(
                "Location",
                QueryRules.base(name),
                ISearchParamRegistry.SearchParamLookupContextEnum.SEARCH)
            != null;
  }

  @Hook(value = Pointcut.SERVER_OUTGOING_RESPONSE, order = -10)
  public void answered(RequestDetails request, @Nullable IBaseResource answer) {
    if (request.getUserData().get(PAGE) instanceof Page page && answer instanceof Bundle bundle) {
      bundle.setTotal(page.total()).setLink(null);
      bundle.addLink().setRelation("self").setUrl(page.self());
      if (page.next() != null) {
        bundle.addLink().setRelation("next").setUrl(page.next());
      }
      bundle.getEntry().sort(Comparator.comparingInt(entry -> place(page.ids(), entry)));
    }
  }

  /** What was included comes after what was found. */
  private static int place(List<String> ids, BundleEntryComponent entry) {
    int place =
        entry.getResource() instanceof Location found
            ? ids.indexOf(found.getIdElement().getIdPart())
            : -1;
    return place < 0 ? ids.size() : place;
  }
}
