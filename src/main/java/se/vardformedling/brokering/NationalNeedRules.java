package se.vardformedling.brokering;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.SnomedId;
import se.vardformedling.terminology.Terms;

/**
 * What of a remiss may be told at all: codes of known systems and short values, never free text.
 */
final class NationalNeedRules {
  /** As the codes of each system are formed; those of vårdtjänster are words, as names are. */
  private static final Map<String, Predicate<String>> CODES =
      Map.of(
          Terms.KVA,
          Pattern.compile("[A-Z]{2}[A-Z0-9]\\d{2}").asMatchPredicate(),
          Terms.ICD_10_SE,
          Pattern.compile("[A-Z]\\d{2}\\.?[0-9-]{0,2}[A-Z]{0,2}").asMatchPredicate(),
          Terms.SNOMED_CT,
          NationalNeedRules::isConcept,
          Canonical.codeSystem("vardtjanst"),
          Pattern.compile("[a-z0-9-]{1,40}").asMatchPredicate());

  private static final Pattern VALUE =
      Pattern.compile("\\d{1,4}|\\d{1,3}-\\d{1,3}|\\d{1,3}\\+|[A-Za-z]{1,3}|[a-z]+(-[a-z]+)*");
  private static final int LONGEST = 20;

  private NationalNeedRules() {}

  /** A code of a system that is understood there; anything else might be somebody's words. */
  static boolean isCode(String system, String code) {
    return CODES.getOrDefault(system, none -> false).test(code);
  }

  /** A number, a span or a short code: what a criterion's value, or a word of the clock, may be. */
  static boolean isValue(String value) {
    return value.length() <= LONGEST && VALUE.matcher(value).matches();
  }

  /** Whether anything that is told is the number of a person. */
  static boolean identifies(NationalNeed need) {
    return IdentityScanner.scan(need.unit(), IdentityScanner.Place.KNOWN_IDENTIFIER).isPresent()
        || need.codes().stream().anyMatch(NationalNeedRules::identifies)
        || need.reasons().stream().anyMatch(NationalNeedRules::identifies)
        || need.criteria().stream()
            .anyMatch(one -> identifies(one.code()) || identifies(one.value()))
        || identifies(need.clock().kind())
        || identifies(need.person().homeRegion());
  }

  private static boolean identifies(NationalNeed.Code code) {
    IdentityScanner.Place place =
        Terms.SNOMED_CT.equals(code.system()) && isConcept(code.code())
            ? IdentityScanner.Place.KNOWN_IDENTIFIER
            : IdentityScanner.Place.TEXT;
    return IdentityScanner.scan(code.code(), place).isPresent();
  }

  private static boolean identifies(String text) {
    return IdentityScanner.scan(text, IdentityScanner.Place.TEXT).isPresent();
  }

  private static boolean isConcept(String code) {
    try {
      return !new SnomedId(code).value().isEmpty();
    } catch (IllegalArgumentException none) {
      return false;
    }
  }
}
