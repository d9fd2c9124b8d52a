package se.vardformedling.security;

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

  /** What an order is called by machines: digits, and no word among them. */
  private static final Pattern NUMBER = Pattern.compile("(?=.*\\d)(?!.*\\p{L}{4}).*");

  private static final Pattern UUID =
      Pattern.compile("(urn:uuid:)?\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  /** Within this node, within the resource or the bundle; what lies elsewhere is somebody's. */
  private static final Pattern REFERENCE =
      Pattern.compile("#[A-Za-z0-9.-]{1,64}|urn:uuid:[-0-9a-fA-F]{36}|[A-Z][A-Za-z]+[/?].+");

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Z]{2})?");

  /** Of UCUM: what is measured for a need. */
  private static final Set<String> UNITS =
      Set.of("a", "mo", "wk", "d", "h", "min", "km", "m", "cm", "kg", "g", "kg/m2", "%", "1");

  /** Addresses that a case has no use for, each of which may hold any word. */
  private static final Set<String> ADDRESSES =
      Set.of("instantiatesUri", "instantiatesCanonical", "implicitRules");

  private FreeTextRules() {}

  /** Whether an identifier's value is no word. */
  static boolean isNumber(String value) {
    return NUMBER.matcher(value).matches() || UUID.matcher(value).matches();
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
      case "code" -> element.equals("language") ? matches(LANGUAGE, value) : value.indexOf(' ') < 0;
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
