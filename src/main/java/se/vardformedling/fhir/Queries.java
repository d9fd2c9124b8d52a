package se.vardformedling.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import ca.uhn.fhir.util.UrlUtil;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What is asked beyond what we know: an unknown search parameter is left out and told of, or
 * refused with {@code Prefer: handling=strict}; anything else unknown is refused.
 */
@Component
@Interceptor
@Order(-300)
class Queries implements ServerInterceptor {
  /** Names of the parameters left out, for the warning in the answer. */
  static final String LEFT_OUT = "vf.leftOut";

  /** RFC 7240: preferences are told apart by commas, their parameters by semicolons. */
  private static final Pattern STRICT =
      Pattern.compile("(?i)(.*[;,\\s])?handling\\s*=\\s*\"?strict\"?([;,\\s].*)?");

  /** HAPI's own operations that we stand for; its others change or tell too much. */
  private static final Set<String> OPERATIONS =
      Set.of("$lookup", "$validate-code", "$subsumes", "$expand", "$translate", "$validate");

  private static final Set<RestOperationTypeEnum> NOT_OFFERED =
      EnumSet.of(
          RestOperationTypeEnum.HISTORY_SYSTEM,
          RestOperationTypeEnum.SEARCH_SYSTEM,
          RestOperationTypeEnum.META,
          RestOperationTypeEnum.META_ADD,
          RestOperationTypeEnum.META_DELETE,
          RestOperationTypeEnum.GRAPHQL_REQUEST,
          RestOperationTypeEnum.ADD_TAGS,
          RestOperationTypeEnum.DELETE_TAGS);

  /** HAPI would widen these searches beyond bounds, or past our rules. */
  static final Set<String> REFUSED = Set.of("_filter", "_text", "_content", "_query");

  private final ISearchParamRegistry registry;
  private final Set<String> ours;
  private final Near near;
  private final ObjectProvider<ComputedSearch> computed;

  Queries(
      ISearchParamRegistry registry,
      Operations operations,
      Near near,
      ObjectProvider<ComputedSearch> computed) {
    this.near = near;
    this.computed = computed;
    this.registry = registry;
    this.ours = operations.names();
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -300)
  public void check(RequestDetails request) {
    RestOperationTypeEnum operation = request.getRestOperationType();
    if (operation == null) {
      return;
    }
    switch (operation) {
      case SEARCH_TYPE -> search(request);
      case HISTORY_TYPE, HISTORY_INSTANCE -> history(request);
      case GET_PAGE -> request.getParameters().forEach(Queries::checkForm);
      case CREATE, UPDATE, PATCH -> write(request);
      case METADATA -> metadata(request);
      case EXTENDED_OPERATION_SERVER, EXTENDED_OPERATION_TYPE, EXTENDED_OPERATION_INSTANCE ->
          operation(request);
      default -> {
        if (NOT_OFFERED.contains(operation)) {
          throw Problem.METHOD_NOT_ALLOWED.because("");
        }
      }
    }
  }

  private void search(RequestDetails request) {
    Map<String, String[]> kept = new HashMap<>(request.getParameters());
    checkForms(kept);
    refuseNotOffered(kept.keySet());
    List<String> leftOut = new ArrayList<>(QueryRules.removeEmpty(kept));
    circle(request.getResourceName(), kept);
    compute(request.getResourceName(), kept);
    kept.keySet().stream()
        .filter(name -> !known(request.getResourceName(), name))
        .forEach(leftOut::add);
    leftOut.forEach(kept::remove);
    request.setParameters(kept);
    if (leftOut.isEmpty()) {
      return;
    }
    if (STRICT.matcher(String.valueOf(request.getHeader("Prefer"))).matches()) {
      throw Problem.BAD_PARAMETER.at(
          QueryRules.shown(leftOut.get(0)), "unknown search parameter, or an empty one");
    }
    request.getUserData().put(LEFT_OUT, leftOut.stream().map(QueryRules::shown).sorted().toList());
  }

  /** HAPI carries out a bundle's searches without asking at the door again. */
  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_PRE_HANDLED, order = -40)
  public void inBundle(RequestDetails request, RestOperationTypeEnum operation) {
    if (operation == RestOperationTypeEnum.TRANSACTION
        && request.getResource() instanceof Bundle bundle) {
      bundle.getEntry().stream()
          .filter(BundleCheck::reads)
          .map(Bundle.BundleEntryComponent::getRequest)
          .filter(asked -> asked.getUrl().contains("?"))
          .forEach(asked -> asked.setUrl(checked(asked.getUrl())));
    }
  }

  private String checked(String url) {
    int mark = url.indexOf('?');
    if (HttpRules.query(url.substring(mark + 1)).isPresent()) {
      throw Problem.BAD_PARAMETER.at("Bundle.entry.request.url", "");
    }
    Map<String, String[]> asked = new HashMap<>(UrlUtil.parseQueryString(url.substring(mark + 1)));
    checkForms(asked);
    refuseNotOffered(asked.keySet());
    QueryRules.removeEmpty(asked);
    String type = url.substring(0, mark).replaceFirst("^/", "");
    circle(type, asked);
    compute(type, asked);
    return asked.entrySet().stream()
        .flatMap(one -> Arrays.stream(one.getValue()).map(value -> pair(one.getKey(), value)))
        .collect(Collectors.joining("&", url.substring(0, asked.isEmpty() ? mark : mark + 1), ""));
  }

  private static String pair(String name, String value) {
    return UrlUtil.escapeUrlParam(name) + "=" + UrlUtil.escapeUrlParam(value);
  }

  private static void refuseNotOffered(Set<String> names) {
    if (names.stream().map(QueryRules::base).anyMatch(REFUSED::contains)) {
      throw Problem.BAD_PARAMETER.because("this kind of search is not offered");
    }
  }

  private static void checkForms(Map<String, String[]> search) {
    search.forEach(Queries::checkForm);
    if (!QueryRules.bounded(search)) {
      throw Problem.BAD_PARAMETER.because(
          "at most %d conditions with %d values, and %d to sort by"
              .formatted(
                  QueryRules.MOST_CONDITIONS, QueryRules.MOST_VALUES, QueryRules.MOST_SORT_KEYS));
    }
  }

  private static void checkForm(String name, String[] values) {
    if (!QueryRules.wellFormed(name, values)) {
      throw Problem.BAD_PARAMETER.at(QueryRules.shown(name), "");
    }
  }

  /** A circle becomes the places in it, by id. */
  private void circle(String type, Map<String, String[]> parameters) {
    String reference = QueryRules.CIRCLES.get(type);
    if (reference != null && parameters.keySet().stream().anyMatch(QueryRules::modifiedCircle)) {
      throw Problem.BAD_PARAMETER.at("near", "takes no modifier");
    }
    List<String> circles =
        parameters.keySet().stream()
            .filter(name -> reference != null && name.matches("(location(:Location)?\\.)?near"))
            .toList();
    for (String name : circles) {
      String[] places = parameters.getOrDefault(name, new String[0]);
      parameters.remove(name);
      for (String place : places) {
        String ids = String.join(",", near.locations(place));
        parameters.merge(
            String.valueOf(reference),
            new String[] {ids},
            (one, other) -> Stream.concat(Stream.of(one), Stream.of(other)).toArray(String[]::new));
      }
    }
    if (parameters.keySet().stream().anyMatch(QueryRules::distantCircle)) {
      throw Problem.BAD_PARAMETER.at("near", "asked of Location, or of HealthcareService.location");
    }
  }

  /** What a module computes becomes the resources meant, by id. */
  private void compute(String type, Map<String, String[]> parameters) {
    computed.stream()
        .filter(one -> one.type().equals(type) && parameters.containsKey(one.parameter()))
        .forEach(
            one -> {
              String[] asked = parameters.getOrDefault(one.parameter(), new String[0]);
              parameters.remove(one.parameter());
              for (String values : asked) {
                String ids =
                    String.join(",", one.ids(Set.copyOf(Arrays.asList(values.split(",", -1)))));
                parameters.merge(
                    "_id",
                    new String[] {ids.isEmpty() ? "none-is-meant" : ids},
                    (had, more) ->
                        Stream.concat(Stream.of(had), Stream.of(more)).toArray(String[]::new));
              }
            });
  }

  private boolean known(String type, String name) {
    return QueryRules.known(name)
        || registry.getActiveSearchParam(
                type,
                QueryRules.base(name),
                ISearchParamRegistry.SearchParamLookupContextEnum.SEARCH)
            != null;
  }

  private static void history(RequestDetails request) {
    boolean feed =
        request.getRestOperationType() == RestOperationTypeEnum.HISTORY_TYPE
            && CatalogueFeed.TYPES.contains(request.getResourceName());
    request.getParameters().forEach(Queries::checkForm);
    for (String name : request.getParameters().keySet()) {
      if (!(feed ? QueryRules.knownInFeed(name) : QueryRules.knownInHistory(name))) {
        throw Problem.BAD_PARAMETER.at(QueryRules.shown(name), "unknown parameter of _history");
      }
    }
  }

  private static void write(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.PATCH
        && request.getId() == null
        && request.getParameters().isEmpty()) {
      throw Problem.BAD_PARAMETER.because("a patch names what it changes");
    }
    if (ServedTypes.READ_ONLY.contains(request.getResourceName())) {
      throw Problem.METHOD_NOT_ALLOWED.because("this type is read only");
    }
  }

  private static void metadata(RequestDetails request) {
    if (!QueryRules.modes(request.getParameters().getOrDefault("mode", new String[0]))) {
      throw Problem.BAD_PARAMETER.at("mode", "full, normative or terminology");
    }
  }

  private void operation(RequestDetails request) {
    String name = String.valueOf(request.getOperation());
    if (!ours.contains(name) && !OPERATIONS.contains(name)) {
      throw Problem.NOT_FOUND.because("no such operation");
    }
    request
        .getParameters()
        .forEach(
            (parameter, values) -> {
              if (!QueryRules.counted(parameter, values)) {
                throw Problem.BAD_PARAMETER.at(parameter, "no number");
              }
            });
  }
}
