package se.vardformedling.fhir;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** Which part of a search that we answer ourselves is asked for, and where the next part is. */
final class PageOf {
  private PageOf() {}

  static int number(RequestDetails request, String name, int otherwise) {
    String[] given = request.getParameters().get(name);
    if (given == null || given.length == 0) {
      return otherwise;
    }
    if (!given[0].matches("\\d{1,6}")) {
      throw Problem.BAD_PARAMETER.at(name, "a whole number");
    }
    return Integer.parseInt(given[0]);
  }

  /** The same question, from another match on. */
  static String address(RequestDetails request, int from) {
    String asked =
        request.getParameters().entrySet().stream()
            .filter(one -> !one.getKey().equals("_offset"))
            .flatMap(one -> Arrays.stream(one.getValue()).map(v -> one.getKey() + "=" + encoded(v)))
            .sorted()
            .collect(Collectors.joining("&"));
    String page = from == 0 ? asked : asked + (asked.isEmpty() ? "" : "&") + "_offset=" + from;
    String type = request.getFhirServerBase() + "/" + request.getResourceName();
    return page.isEmpty() ? type : type + "?" + page;
  }

  /** The values as a part of an address. */
  static String encoded(String value) {
    return UriUtils.encodeQueryParam(value, StandardCharsets.UTF_8);
  }
}
