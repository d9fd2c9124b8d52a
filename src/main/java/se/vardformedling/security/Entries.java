package se.vardformedling.security;

import ca.uhn.fhir.rest.api.RestOperationTypeEnum;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a bundle's entry asks, and nothing that could be read in two ways. */
final class Entries {
  private static final Pattern URL =
      Pattern.compile(
          "/?([A-Z][A-Za-z]{1,40})(?:/([A-Za-z0-9.-]{1,64}))?(/_history(?:/\\d{1,9})?|/\\$[a-z-]{1,40})?(\\?.*)?");

  private Entries() {}

  /** Empty when the address is none of ours: absolute, climbing, escaped, or of no type. */
  static Optional<Asked> read(String method, String url, boolean ifNoneExist) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches() || ".".equals(parts.group(2)) || "..".equals(parts.group(2))) {
      return Optional.empty();
    }
    String id = parts.group(2) == null ? "" : parts.group(2);
    String tail = parts.group(3) == null ? "" : parts.group(3);
    return operation(method, id, tail)
        .map(
            operation ->
                new Asked(
                    operation,
                    parts.group(1),
                    id,
                    ifNoneExist
                        || (id.isEmpty()
                            && (operation == RestOperationTypeEnum.UPDATE
                                || operation == RestOperationTypeEnum.PATCH)),
                    false));
  }

  private static Optional<RestOperationTypeEnum> operation(String method, String id, String tail) {
    if (tail.startsWith("/$")) {
      return Optional.of(
          id.isEmpty()
              ? RestOperationTypeEnum.EXTENDED_OPERATION_TYPE
              : RestOperationTypeEnum.EXTENDED_OPERATION_INSTANCE);
    }
    if (method.equals("GET") || method.equals("HEAD")) {
      return Optional.of(reading(id, tail));
    }
    return tail.isEmpty() ? writing(method, id) : Optional.empty();
  }

  private static Optional<RestOperationTypeEnum> writing(String method, String id) {
    return switch (method) {
      case "POST" -> id.isEmpty() ? Optional.of(RestOperationTypeEnum.CREATE) : Optional.empty();
      case "PUT" -> Optional.of(RestOperationTypeEnum.UPDATE);
      case "PATCH" -> Optional.of(RestOperationTypeEnum.PATCH);
      default -> Optional.empty();
    };
  }

  private static RestOperationTypeEnum reading(String id, String tail) {
    if (tail.isEmpty()) {
      return id.isEmpty() ? RestOperationTypeEnum.SEARCH_TYPE : RestOperationTypeEnum.READ;
    }
    if (id.isEmpty()) {
      return RestOperationTypeEnum.HISTORY_TYPE;
    }
    return tail.length() > "/_history".length()
        ? RestOperationTypeEnum.VREAD
        : RestOperationTypeEnum.HISTORY_INSTANCE;
  }
}
