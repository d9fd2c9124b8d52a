package se.vardformedling.fhir;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request's headers must be like, before anything reads its body. */
final class HttpRules {
  private static final Set<String> BODY_METHODS = Set.of("POST", "PUT", "PATCH");
  private static final List<String> READABLE =
      List.of(
          "application/fhir+json",
          "application/json",
          "application/fhir+xml",
          "application/xml",
          "text/json",
          "text/xml");
  private static final List<String> PATCHES =
      List.of("application/json-patch+json", "application/xml-patch+xml");
  private static final List<String> SERVED =
      List.of(
          "application/fhir+json",
          "application/json",
          "application/fhir+xml",
          "application/xml",
          "text/html",
          "application/*",
          "*/*",
          "text/xml",
          "text/json");
  private static final Pattern VERSION_NUMBER = Pattern.compile("(W/)?\"?\\d{1,9}\"?");

  private HttpRules() {}

  static Optional<Problem> contentType(
      String method, String path, @Nullable String contentType, boolean hasBody) {
    if (!BODY_METHODS.contains(method) || !hasBody) {
      return Optional.empty();
    }
    String type = plain(contentType);
    boolean form = path.endsWith("/_search") && type.equals("application/x-www-form-urlencoded");
    boolean patch = method.equals("PATCH") && PATCHES.contains(type);
    return form || patch || READABLE.contains(type)
        ? Optional.empty()
        : Optional.of(Problem.UNSUPPORTED_MEDIA_TYPE);
  }

  /** Refused only when nothing the caller accepts can be given. */
  static Optional<Problem> accept(@Nullable String accept) {
    if (accept == null || accept.isBlank()) {
      return Optional.empty();
    }
    boolean any = Arrays.stream(accept.split(",")).map(HttpRules::plain).anyMatch(SERVED::contains);
    return any ? Optional.empty() : Optional.of(Problem.NOT_ACCEPTABLE);
  }

  static Optional<Problem> ifMatch(@Nullable String ifMatch) {
    if (ifMatch == null || VERSION_NUMBER.matcher(ifMatch.strip()).matches()) {
      return Optional.empty();
    }
    return Optional.of(Problem.BAD_HEADER);
  }

  private static String plain(@Nullable String mediaType) {
    String text = mediaType == null ? "" : mediaType;
    int end = text.indexOf(';');
    return (end < 0 ? text : text.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
