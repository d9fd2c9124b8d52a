package se.vardformedling.fhir;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request's line and headers must be like, before anything reads its body. */
final class HttpRules {
  /** Longest address, longest headers together, in characters. */
  static final int LONGEST_ADDRESS = 8_000;

  static final int LONGEST_HEADERS = 16_000;

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "OPTIONS");
  private static final Set<String> BODY_METHODS = Set.of("POST", "PUT", "PATCH");
  private static final String FHIR_XML = "application/fhir+xml";
  private static final Set<String> JSON =
      Set.of("application/fhir+json", "application/json", "text/json");
  private static final Set<String> XML = Set.of(FHIR_XML, "application/xml", "text/xml");
  private static final Set<String> WILD = Set.of("*/*", "application/*");
  private static final Set<String> FORMATS = Set.of("json", "xml");
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern OTHER_VERSION = Pattern.compile(".*fhirversion=\"?(?!4\\.0).*");
  private static final Pattern OTHER_CHARSET = Pattern.compile(".*charset=\"?(?!utf-8).*");
  private static final Pattern WORTHLESS = Pattern.compile(".*;q=0(\\.0*)?(;.*)?");
  private static final Pattern ENTITY_TAG = Pattern.compile("(W/)?\"[\\x21\\x23-\\x7E]*\"");
  private static final Pattern OUR_TAG = Pattern.compile("(W/)?\"\\d{1,9}\"");

  private HttpRules() {}

  static Optional<Problem> method(String method) {
    if (method.equals("DELETE")) {
      return Optional.of(Problem.DELETE_NOT_ALLOWED);
    }
    return METHODS.contains(method) ? Optional.empty() : Optional.of(Problem.METHOD_NOT_ALLOWED);
  }

  /** A conditional address with its parameters decoded and in order: equal if it asks the same. */
  static String sameHoweverWritten(String url) {
    int mark = url.indexOf('?');
    if (mark < 0) {
      return url;
    }
    try {
      return url.substring(0, mark + 1)
          + Stream.of(url.substring(mark + 1).split("&", -1))
              .map(one -> URLDecoder.decode(one, StandardCharsets.UTF_8))
              .sorted()
              .collect(Collectors.joining("&"));
    } catch (IllegalArgumentException notDecodable) {
      return url;
    }
  }

  static Optional<Problem> contentType(
      String method, String path, @Nullable String contentType, boolean hasBody) {
    if (!BODY_METHODS.contains(method) || !hasBody) {
      return Optional.empty();
    }
    String whole = lower(contentType);
    return readable(method, path, plain(whole))
            && !OTHER_CHARSET.matcher(whole).matches()
            && !OTHER_VERSION.matcher(whole).matches()
        ? Optional.empty()
        : Optional.of(Problem.UNSUPPORTED_MEDIA_TYPE);
  }

  private static boolean readable(String method, String path, String type) {
    return (fhir(type) && !method.equals("PATCH"))
        || (method.equals("PATCH") && type.equals(JSON_PATCH))
        || (method.equals("POST") && path.endsWith("/_search") && type.equals(FORM));
  }

  /**
   * Refused only when nothing the caller accepts can be given.
   *
   * @param format the parameter {@code _format}, which goes before the header
   */
  static Optional<Problem> accept(@Nullable String accept, @Nullable String format) {
    if (format != null) {
      // A plus sign that was not escaped arrives as a blank.
      String type = plain(lower(format).replace(' ', '+'));
      return FORMATS.contains(type) || fhir(type)
          ? Optional.empty()
          : Optional.of(Problem.NOT_ACCEPTABLE);
    }
    if (accept == null || accept.isBlank()) {
      return Optional.empty();
    }
    boolean any = Arrays.stream(accepted(accept).split(",")).anyMatch(HttpRules::servable);
    return any ? Optional.empty() : Optional.of(Problem.NOT_ACCEPTABLE);
  }

  /**
   * What is accepted at all, in lower case: what is worth nothing ({@code q=0}) is left out, and of
   * the rest a wildcard stands for no form that is worth nothing by name.
   */
  static String accepted(@Nullable String accept) {
    List<String> ranges = Stream.of(lower(accept).split(",")).map(String::strip).toList();
    List<String> worth = ranges.stream().filter(range -> !worthless(range)).toList();
    boolean noJson = leftOut(JSON, ranges, worth);
    boolean noXml = leftOut(XML, ranges, worth);
    return worth.stream()
        .filter(range -> !(noJson && noXml && WILD.contains(plain(range))))
        .map(range -> noJson && WILD.contains(plain(range)) ? FHIR_XML : range)
        .collect(Collectors.joining(", "));
  }

  private static boolean leftOut(Set<String> form, List<String> ranges, List<String> worth) {
    return worth.stream().map(HttpRules::plain).noneMatch(form::contains)
        && ranges.stream()
            .filter(HttpRules::worthless)
            .map(HttpRules::plain)
            .anyMatch(form::contains);
  }

  private static boolean worthless(String range) {
    return WORTHLESS.matcher(range.replaceAll("\\s", "")).matches();
  }

  /** A condition that says nothing finds nothing: the same would be created again and again. */
  static Optional<Problem> ifNoneExist(@Nullable String condition) {
    return condition != null && condition.substring(condition.indexOf('?') + 1).isBlank()
        ? Optional.of(Problem.BAD_HEADER)
        : Optional.empty();
  }

  /** Whether XML is asked for, and not JSON before it. */
  static boolean xmlFirst(@Nullable String accept, @Nullable String query) {
    String text = lower(query).contains("_format=") ? lower(query) : accepted(accept);
    int xml = text.replace("xhtml+xml", "").indexOf("xml");
    int json = text.indexOf("json");
    return xml >= 0 && (json < 0 || xml < json) && !text.contains("text/html");
  }

  /** Empty when the header is absent, a star, or one entity tag. */
  static Optional<Problem> ifMatch(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    String tag = ifMatch.strip();
    if (!ENTITY_TAG.matcher(tag).matches()) {
      return Optional.of(Problem.BAD_HEADER);
    }
    // Well formed, but never one of ours: it cannot be the current version.
    return OUR_TAG.matcher(tag).matches() ? Optional.empty() : Optional.of(Problem.STALE_VERSION);
  }

  /** As {@code If-Match}, but that it is nobody's fault if the version is another. */
  static Optional<Problem> ifNoneMatch(@Nullable String ifNoneMatch) {
    return ifMatch(ifNoneMatch).filter(problem -> problem == Problem.BAD_HEADER);
  }

  /** The query must be valid percent-encoded UTF-8 without the character NUL. */
  static Optional<Problem> query(@Nullable String raw) {
    return raw == null || decodes(raw) ? Optional.empty() : Optional.of(Problem.BAD_PARAMETER);
  }

  /** Whether text is valid percent-encoded UTF-8 and holds no NUL. */
  static boolean decodes(String raw) {
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        // Tomcat gives what was not escaped as one character for each byte.
        bytes.put((byte) c);
        continue;
      }
      int value = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) * 16 + hex(raw.charAt(i + 2)) : -1;
      if (value <= 0) {
        return false;
      }
      bytes.put((byte) value);
      i += 2;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes.flip());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Far below zero for what is no digit, so that no pair with it is positive. */
  private static int hex(char digit) {
    int value = Character.digit(digit, 16);
    return value < 0 ? -1000 : value;
  }

  private static boolean servable(String range) {
    String type = plain(range);
    return (fhir(type) || WILD.contains(type)) && !OTHER_VERSION.matcher(range).matches();
  }

  private static boolean fhir(String type) {
    return JSON.contains(type) || XML.contains(type);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }

  private static String plain(String mediaType) {
    int end = mediaType.indexOf(';');
    return (end < 0 ? mediaType : mediaType.substring(0, end)).strip();
  }
}
