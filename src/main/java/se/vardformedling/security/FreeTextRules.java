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

  /** Names of elements that are texts by their nature, however short. */
  private static final Set<String> TEXTS =
      Set.of("text", "display", "name", "family", "given", "title", "unit", "description", "line");

  /**
   * Ids, numbers, references, codes with a value: nothing that a sentence or a full name fits in.
   */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:/|#$?=&%+~-]{0,256}");

  private FreeTextRules() {}

  /**
   * Whether an extension may stand there: ours, a part of ours by its short name, or FHIR's word
   * for what is not known.
   */
  static boolean known(String url) {
    return url.startsWith("https://fhir.vardformedling.example/StructureDefinition/")
        || url.equals("http://hl7.org/fhir/StructureDefinition/data-absent-reason")
        || url.matches("[A-Za-z][A-Za-z0-9-]{0,40}");
  }

  /**
   * Whether a value is anything but free text.
   *
   * @param type FHIR's name of the primitive type
   * @param element the element's name
   */
  static boolean plain(String type, String element, String value) {
    return switch (type) {
      case "code" -> value.indexOf(' ') < 0;
      case "string", "markdown" -> !TEXTS.contains(element) && WORD.matcher(value).matches();
      case "xhtml" -> false;
      default -> true;
    };
  }
}
