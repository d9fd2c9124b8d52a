package se.vardformedling.security;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import se.vardformedling.identifier.HsaId;
import se.vardformedling.identifier.OrganisationNumber;
import se.vardformedling.identifier.SnomedId;

/**
 * Identifier systems whose numbers may look like a personal one. Only what is a number of its
 * system counts as known: anybody can write a system beside anything.
 */
final class NumberedSystems {
  /**
   * A GLN or an arbetsplatskod is longer than a person's ten digits; twelve are looked at
   * everywhere.
   */
  private static final Pattern LONGER = Pattern.compile("\\d{11,13}");

  private static final Predicate<String> HSA_ID = value -> made(() -> new HsaId(value));
  private static final Predicate<String> ORGANISATION =
      value -> made(() -> OrganisationNumber.parse(value));

  private static final Map<String, Predicate<String>> SYSTEMS =
      Map.of(
          "urn:oid:2.5.4.97", ORGANISATION,
          "urn:oid:1.2.752.29.4.3", ORGANISATION,
          "urn:oid:1.2.752.29.4.19", HSA_ID,
          "urn:oid:1.2.752.129.2.1.4.1", HSA_ID,
          "urn:oid:1.2.752.29.4.71", LONGER.asMatchPredicate(),
          "urn:oid:1.3.88", LONGER.asMatchPredicate(),
          "http://snomed.info/sct", value -> made(() -> new SnomedId(value)));

  private NumberedSystems() {}

  static boolean holds(String system, String value) {
    Predicate<String> numbers = SYSTEMS.get(system);
    return numbers != null && numbers.test(value);
  }

  private static boolean made(Runnable maker) {
    try {
      maker.run();
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
