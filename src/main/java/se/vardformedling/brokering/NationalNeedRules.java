package se.vardformedling.brokering;

import java.util.Set;
import java.util.function.BiPredicate;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.identifier.IdentityScanner;
import se.vardformedling.identifier.SnomedId;
import se.vardformedling.terminology.CriterionRules;
import se.vardformedling.terminology.Terms;

/**
 * What of a remiss may be told at all: codes of known systems and short values, never free text.
 */
final class NationalNeedRules {
  static final String VARDTJANST = Canonical.codeSystem("vardtjanst");
  static final String CRITERION = Canonical.codeSystem("criterion");
  static final String CLOCK_KIND = Canonical.codeSystem("clock-kind");

  /** Whose codes are understood there. */
  private static final Set<String> TOLD =
      Set.of(Terms.KVA, Terms.ICD_10_SE, Terms.SNOMED_CT, VARDTJANST);

  private NationalNeedRules() {}

  /** Codes of any other system might be somebody's words. */
  static boolean isTold(String system) {
    return TOLD.contains(system);
  }

  /**
   * Whether a criterion and what it asks for are known words or numbers.
   *
   * @param known whether a system has a code
   */
  static boolean isCriterion(NationalNeed.Criterion criterion, BiPredicate<String, String> known) {
    return known.test(CRITERION, criterion.code())
        && CriterionRules.isValue(criterion.code(), criterion.value());
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
        Terms.SNOMED_CT.equals(code.system()) && SnomedId.parse(code.code()).isPresent()
            ? IdentityScanner.Place.KNOWN_IDENTIFIER
            : IdentityScanner.Place.TEXT;
    return IdentityScanner.scan(code.code(), place).isPresent();
  }

  private static boolean identifies(String text) {
    return IdentityScanner.scan(text, IdentityScanner.Place.TEXT).isPresent();
  }
}
