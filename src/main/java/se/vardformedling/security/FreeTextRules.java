package se.vardformedling.security;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is about a patient has no place for free text on the national node: what no scanner
 * recognises, such as a name, would stand there. What a code means is said by its code system.
 */
final class FreeTextRules {
  static final Set<String> ABOUT_PATIENTS = Set.of("Task", "ServiceRequest");

  /** Kinds of Task about a unit's capacity, not about a patient. */
  static final Set<String> ANNOUNCEMENTS =
      Set.of("offer-capacity", "request-capacity", "capacity-response");

  /** FHIR's extension for what is not known. */
  static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  /** Names of elements that are texts by their nature, however short. */
  private static final Set<String> TEXTS =
      Set.of("text", "display", "name", "family", "given", "title", "unit", "description", "line");

  /**
   * Ids, numbers, references, codes with a value: nothing that a sentence or a full name fits in.
   */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/|#$?=&%+~-]{0,256}");

  /** What an order is called by machines: digits, and no word but one that systems begin with. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:(?:REMISS|REFERRAL|ORDER|COSMIC|TAKECARE|MELIOR)[-_.]?)?(?=.*\\d)(?!.*[A-Za-z]{4})[A-Za-z0-9._/-]{1,64}");

  /** With dashes or without, an OID, or a ULID. */
  private static final Pattern UNIQUE =
      Pattern.compile(
          "(?:urn:uuid:)?\\p{XDigit}{8}(-?\\p{XDigit}{4}){3}-?\\p{XDigit}{12}"
              + "|urn:oid:[0-9.]{3,64}|(?=.*\\d)[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /** What a part of a resource is called within it. */
  private static final Set<String> LOCAL_IDS =
      Set.of("subject", "patient", "group", "person", "need", "contained");

  /** Where something else of the case, or who has to do with it, is named. */
  private static final Set<String> REFERENCES =
      Set.of(
          "subject",
          "requester",
          "performer",
          "basedOn",
          "replaces",
          "focus",
          "partOf",
          "owner",
          "value[x]");

  private static final Pattern DOCUMENT = Pattern.compile("DocumentReference/[0-9A-Fa-f-]{1,64}");

  /** Within this node, within the resource or the bundle; what lies elsewhere is somebody's. */
  private static final Pattern REFERENCE =
      Pattern.compile("#[A-Za-z0-9.-]{1,64}|urn:uuid:[-0-9a-fA-F]{36}|[A-Z][A-Za-z]+[/?].+");

  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  /** Of UCUM: what is measured for a need. */
  private static final Set<String> UNITS =
      Set.of("a", "mo", "wk", "d", "h", "min", "km", "m", "cm", "kg", "g", "kg/m2", "%", "1");

  /** Addresses that a case has no use for, each of which may hold any word. */
  private static final Set<String> ADDRESSES =
      Set.of("instantiatesUri", "instantiatesCanonical", "implicitRules");

  private FreeTextRules() {}

  /** Whether an identifier's value is no word. */
  static boolean isNumber(String value) {
    return matches(NUMBER, value) || matches(UNIQUE, value);
  }

  /** Whether an id within a resource is no word of its sender's own. */
  static boolean isLocalId(String id) {
    return LOCAL_IDS.contains(id) || id.length() <= 3 || isNumber(id);
  }

  /**
   * Whether the element may refer to something else. That it exists is looked after by the search
   * parameters of those elements; documents are named by their number.
   */
  static boolean mayRefer(String element, String reference) {
    return REFERENCES.contains(element)
        || element.equals("supportingInfo") && matches(DOCUMENT, reference);
  }

  private static boolean isLanguage(String code) {
    String[] parts = code.split("-", 2);
    return LANGUAGES.contains(parts[0]) && (parts.length == 1 || COUNTRIES.contains(parts[1]));
  }

  /** Whether a code in the place of a unit is one. */
  static boolean isUnit(String code) {
    return UNITS.contains(code);
  }

  /**
   * Whether a value is anything but free text.
   *
   * @param type FHIR's name of the primitive type
   * @param element the element's name
   */
  static boolean plain(String type, String element, String value) {
    return switch (type) {
      case "code" -> element.equals("language") ? isLanguage(value) : value.indexOf(' ') < 0;
      case "string", "markdown" ->
          !TEXTS.contains(element)
              && matches(element.equals("reference") ? REFERENCE : WORD, value);
      case "uri", "url", "canonical" -> !ADDRESSES.contains(element);
      case "xhtml" -> false;
      default -> true;
    };
  }

  private static boolean matches(Pattern form, String value) {
    return form.matcher(value).matches();
  }
}
