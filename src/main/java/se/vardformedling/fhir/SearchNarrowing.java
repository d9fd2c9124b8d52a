package se.vardformedling.fhir;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.jpa.dao.NonPersistedSearch;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.StringOrListParam;
import ca.uhn.fhir.rest.param.StringParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.util.ICachedSearchDetails;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry.SearchParamLookupContextEnum;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The one place where searches are narrowed: where HAPI is about to carry one out, whether it came
 * alone or in a bundle, so that neither hits nor totals, order or pages tell of what one may not
 * see.
 */
@Component
@Interceptor
class SearchNarrowing implements StorageInterceptor {
  private static final String NOBODY = "nobody";

  private final ISearchParamRegistry registry;
  private final ObjectProvider<SearchLimits> limits;

  SearchNarrowing(ISearchParamRegistry registry, ObjectProvider<SearchLimits> limits) {
    this.registry = registry;
    this.limits = limits;
  }

  @Hook(Pointcut.STORAGE_PRESEARCH_REGISTERED)
  public void narrow(
      ICachedSearchDetails search, SearchParameterMap asked, @Nullable RequestDetails request) {
    if (request == null || request instanceof SystemRequestDetails) {
      return;
    }
    String type = type(search);
    limits
        .orderedStream()
        .forEach(
            limit -> {
              checkPaths(limit, type, asked);
              limit.limit(type).ifPresent(condition -> add(asked, condition));
            });
  }

  /** A search that is answered, or one that decides which resource a change is about. */
  private static String type(ICachedSearchDetails search) {
    return search instanceof NonPersistedSearch match
        ? match.getResourceType()
        : ((Search) search).getResourceType();
  }

  private static void add(SearchParameterMap asked, SearchLimits.Limit limit) {
    Set<String> values = limit.values().isEmpty() ? Set.of(NOBODY) : limit.values();
    if (limit.parameter().equals("_id")) {
      TokenOrListParam ids = new TokenOrListParam();
      values.forEach(value -> ids.addOr(new TokenParam(value)));
      asked.add(limit.parameter(), ids);
    } else {
      StringOrListParam texts = new StringOrListParam();
      values.forEach(value -> texts.addOr(new StringParam(value, true)));
      asked.add(limit.parameter(), texts);
    }
  }

  private void checkPaths(SearchLimits limits, String type, SearchParameterMap asked) {
    asked
        .entrySet()
        .forEach(
            parameter ->
                parameter
                    .getValue()
                    .forEach(
                        any ->
                            any.forEach(one -> checkPath(limits, type, parameter.getKey(), one))));
    for (SortSpec sort = asked.getSort(); sort != null; sort = sort.getChain()) {
      if (String.valueOf(sort.getParamName()).contains(".")) {
        throw Problem.BAD_PARAMETER.at("_sort", "by the resource's own parameters");
      }
    }
  }

  private void checkPath(
      SearchLimits limits, String type, String parameter, IQueryParameterType value) {
    // HAPI would negate every other _id with it, ours too.
    boolean negated = parameter.equals("_id") && value.getQueryParameterQualifier() != null;
    if (negated || Queries.REFUSED.contains(parameter)) {
      throw Problem.BAD_PARAMETER.because("this kind of search is not offered");
    }
    if (value instanceof HasParam has) {
      if (!limits.passable(has.getTargetResourceType())) {
        throw refusal();
      }
      walk(limits, has.getTargetResourceType(), String.valueOf(has.getParameterName()));
    } else if (value instanceof ReferenceParam reference && reference.getChain() != null) {
      String target = reference.getResourceType();
      walk(
          limits,
          type,
          parameter + (target == null ? "" : ":" + target) + "." + reference.getChain());
    }
  }

  /** Every type that a chain passes through must be open to the caller as a whole. */
  private void walk(SearchLimits limits, String type, String path) {
    int dot = path.indexOf('.');
    if (path.contains("_has")) {
      throw refusal();
    }
    if (dot < 0) {
      return;
    }
    String[] step = path.substring(0, dot).split(":", 2);
    for (String target : step.length > 1 ? Set.of(step[1]) : targets(type, step[0])) {
      if (!limits.passable(target)) {
        throw refusal();
      }
      walk(limits, target, path.substring(dot + 1));
    }
  }

  private Set<String> targets(String type, String parameter) {
    RuntimeSearchParam found =
        registry.getActiveSearchParam(type, parameter, SearchParamLookupContextEnum.SEARCH);
    return found == null ? Set.of() : found.getTargets();
  }

  private static Refusal refusal() {
    return Problem.BAD_PARAMETER.because("no search through cases and agreements");
  }
}
