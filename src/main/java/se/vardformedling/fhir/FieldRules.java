package se.vardformedling.fhir;

import com.fasterxml.jackson.core.JsonToken;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/** What the FHIR parser takes of single fields, and drops or reads as something else. */
final class FieldRules {
  /** Whoever does not know them must not read on (R4, 2.4.1.0 and 2.1.27.5). */
  private static final Set<String> NOT_KNOWN = Set.of("modifierExtension", "implicitRules");

  private static final Pattern SCRIPT = Pattern.compile("(?i)<[^<>]*(java|vb)script:");
  private static final Pattern SCRIPT_ALONE = Pattern.compile("(?i).*(java|vb)script:.*");
  private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cntrl}]+");

  private enum Kind {
    TRUTH,
    NUMBER,
    TEXT
  }

  /** Of names that mean the same wherever they stand, or hold elements besides. */
  private static final Map<String, Kind> KINDS =
      Map.of(
              Kind.TRUTH,
              Set.of("active", "doNotPerform", "userSelected", "preferred", "experimental"),
              Kind.NUMBER,
              Set.of("rank", "size", "latitude", "longitude", "altitude"),
              Kind.TEXT,
              Set.of(
                  "id",
                  "url",
                  "name",
                  "family",
                  "given",
                  "prefix",
                  "suffix",
                  "text",
                  "display",
                  "code",
                  "reference",
                  "version",
                  "title",
                  "status",
                  "intent",
                  "use",
                  "unit",
                  "city",
                  "line",
                  "postalCode",
                  "district",
                  "state",
                  "country",
                  "comment",
                  "description",
                  "birthDate",
                  "authoredOn",
                  "lastModified",
                  "alias"))
          .entrySet()
          .stream()
          .flatMap(kind -> kind.getValue().stream().map(name -> Map.entry(name, kind.getKey())))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Map<String, Kind> OF_TYPES =
      Map.of(
          "Boolean", Kind.TRUTH,
          "Integer", Kind.NUMBER,
          "Decimal", Kind.NUMBER,
          "PositiveInt", Kind.NUMBER,
          "UnsignedInt", Kind.NUMBER,
          "String", Kind.TEXT,
          "Code", Kind.TEXT,
          "Uri", Kind.TEXT,
          "Date", Kind.TEXT,
          "DateTime", Kind.TEXT);

  private FieldRules() {}

  static void name(String name) {
    if (NOT_KNOWN.contains(name)) {
      throw Problem.UNKNOWN_ELEMENT.at(
          name, "changes what the rest means, in a way not known here");
    }
  }

  /** A value as its field's type is written in JSON. */
  static void value(String name, JsonToken token, String text) {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    Kind kind = kind(name);
    if (kind != null && kind != kind(token)) {
      throw Problem.MALFORMED_BODY.at(name, "not written as its type is in JSON");
    }
    if (name.equals("div") && SCRIPT.matcher(plain(HtmlUtils.htmlUnescape(text))).find()) {
      throw script();
    }
  }

  /** Of an element of XHTML. */
  static void attribute(String value) {
    if (SCRIPT_ALONE.matcher(plain(value)).matches()) {
      throw script();
    }
  }

  private static Refusal script() {
    return Problem.PROFILE_VIOLATED.at("text.div", "active content");
  }

  /** Browsers pass over blanks in an address. */
  private static String plain(String text) {
    return BLANK.matcher(text).replaceAll("");
  }

  /** A value of a type that has none of its own elements, as in {@code valueString}. */
  static boolean plainValue(String name) {
    return name.startsWith("value") && OF_TYPES.containsKey(name.substring(5));
  }

  /** Whether it is a text wherever it is no element, so that there may be lists of it. */
  static boolean text(String name) {
    return KINDS.get(name) == Kind.TEXT;
  }

  /** Whether it is a number or a truth wherever it stands. */
  static boolean neverText(String name) {
    return KINDS.containsKey(name) && !text(name);
  }

  private static @Nullable Kind kind(String name) {
    Kind known = KINDS.get(name);
    return known != null || !name.startsWith("value") ? known : OF_TYPES.get(name.substring(5));
  }

  private static Kind kind(JsonToken token) {
    return token.isBoolean() ? Kind.TRUTH : token.isNumeric() ? Kind.NUMBER : Kind.TEXT;
  }
}
