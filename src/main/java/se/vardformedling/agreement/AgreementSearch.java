package se.vardformedling.agreement;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.ServerInterceptor;
import se.vardformedling.terminology.Terms;

/**
 * A search for agreements that says a region by its länskod or a service by its vårdtjänst, or by a
 * code that stands for one, means the organisation and the vårdtjänst; as references they would
 * silently find nothing. {@code service-reference} is the service itself.
 */
@Component
@Interceptor
@Order(-310)
class AgreementSearch implements ServerInterceptor {
  private static final String REGION = "entitled-region";
  private static final String SERVICE = "service";
  private static final String SERVICE_REFERENCE = "service-reference";
  private static final String VARDTJANST = Canonical.codeSystem("vardtjanst");

  private final JdbcClient sql;
  private final Terms terms;

  AgreementSearch(JdbcClient sql, Terms terms) {
    this.sql = sql;
    this.terms = terms;
  }

  @Hook(value = Pointcut.SERVER_INCOMING_REQUEST_POST_PROCESSED, order = -310)
  public void understand(RequestDetails request) {
    if (request.getRestOperationType() == RestOperationTypeEnum.SEARCH_TYPE
        && "Contract".equals(request.getResourceName())) {
      Map<String, String[]> asked = new HashMap<>(request.getParameters());
      asked.computeIfPresent(REGION, (name, values) -> each(values, this::organization));
      byVardtjanst(asked);
      request.setParameters(asked);
    }
  }

  private static String[] each(String[] values, UnaryOperator<String> change) {
    return Arrays.stream(values)
        .map(
            value ->
                Arrays.stream(value.split(",", -1)).map(change).collect(Collectors.joining(",")))
        .toArray(String[]::new);
  }

  private String organization(String value) {
    if (!value.matches("\\d{2}")) {
      return value;
    }
    List<String> regions =
        sql.sql("select organization_id from vf.party where county = :county order by 1")
            .param("county", value)
            .query(String.class)
            .list();
    if (regions.isEmpty()) {
      throw Problem.CODE_INVALID.at(REGION, "no such region");
    }
    return regions.stream().map(id -> "Organization/" + id).collect(Collectors.joining(","));
  }

  /** As if it had been asked by {@code vardtjanst}, beside what was. */
  private void byVardtjanst(Map<String, String[]> asked) {
    String[] services = asked.getOrDefault(SERVICE, new String[0]);
    boolean codes =
        services.length > 0
            && Arrays.stream(services)
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .allMatch(this::isCode);
    if (codes) {
      asked.remove(SERVICE);
      asked.merge(
          "vardtjanst",
          each(services, this::vardtjanster),
          (one, other) -> Stream.of(one, other).flatMap(Arrays::stream).toArray(String[]::new));
    }
    String[] references = asked.remove(SERVICE_REFERENCE);
    if (references != null) {
      asked.merge(
          SERVICE,
          references,
          (one, other) -> Stream.of(one, other).flatMap(Arrays::stream).toArray(String[]::new));
    }
  }

  private boolean isCode(String value) {
    return value.contains("|") || terms.concept(VARDTJANST, value).isPresent();
  }

  /** Of {@code system|code} all that it stands for. */
  private String vardtjanster(String value) {
    int bar = value.indexOf('|');
    if (bar < 0) {
      return value;
    }
    String system = bar == 0 ? VARDTJANST : value.substring(0, bar);
    Set<String> found = terms.vardtjanster(system, value.substring(bar + 1));
    if (found.isEmpty()) {
      throw Problem.CODE_INVALID.at(SERVICE, "stands for no vårdtjänst");
    }
    return String.join(",", found);
  }
}
