package se.vardformedling.terminology;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import se.vardformedling.identifier.RegionCode;
import se.vardformedling.identifier.SnomedId;

/** How codes are formed, for the systems that are not shipped whole: no name is formed so. */
final class CodeRules {
  private static final Map<String, Predicate<String>> FORMS =
      Map.of(
          Terms.KVA,
          Pattern.compile("[A-Z]{2}[A-Z0-9]\\d{2}", Pattern.CASE_INSENSITIVE).asMatchPredicate(),
          // A code, one of a pair (G63.2*), or a section such as M15-M19.
          Terms.ICD_10_SE,
          Pattern.compile(
                  "[A-Z]\\d{2}(-[A-Z]\\d{2}|\\.?[0-9-]{0,2}[A-Z]{0,2}[*+]?)",
                  Pattern.CASE_INSENSITIVE)
              .asMatchPredicate(),
          Terms.SNOMED_CT,
          code -> SnomedId.parse(code).isPresent(),
          Terms.COUNTY,
          code -> RegionCode.parse(code).isPresent(),
          Terms.MUNICIPALITY,
          Pattern.compile("\\d{4}").asMatchPredicate());

  private CodeRules() {}

  /** Empty for a system that is shipped whole, or not at all. */
  static Optional<Predicate<String>> form(String system) {
    return Optional.ofNullable(FORMS.get(system));
  }
}
