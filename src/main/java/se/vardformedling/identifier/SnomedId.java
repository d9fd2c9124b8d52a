package se.vardformedling.identifier;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.checkdigit.VerhoeffCheckDigit;

/**
 * The id of a SNOMED CT concept: partition 00 or 10 and a Verhoeff check digit.
 *
 * @param value 6 to 18 digits
 */
public record SnomedId(String value) {
  private static final Pattern FORM = Pattern.compile("[1-9]\\d{2,14}(00|10)\\d");

  public SnomedId {
    if (!FORM.matcher(value).matches() || !VerhoeffCheckDigit.VERHOEFF_CHECK_DIGIT.isValid(value)) {
      throw new IllegalArgumentException("not a SNOMED CT concept id: " + value);
    }
  }

  public static Optional<SnomedId> parse(String text) {
    try {
      return Optional.of(new SnomedId(text));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }
}
