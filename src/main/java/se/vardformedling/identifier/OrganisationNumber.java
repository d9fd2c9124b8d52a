package se.vardformedling.identifier;

import java.util.regex.Pattern;

/**
 * Organisationsnummer: ten digits, the third at least 2, with a check digit.
 *
 * @param value ten digits
 */
public record OrganisationNumber(String value) {
  private static final Pattern FORM = Pattern.compile("\\d{2}[2-9]\\d{7}");

  public OrganisationNumber {
    if (!valid(value)) {
      throw new IllegalArgumentException("not an organisationsnummer: " + value);
    }
  }

  /** Accepts a hyphen and a leading 16, as registers write it. */
  public static OrganisationNumber parse(String text) {
    String digits = text.strip().replace("-", "");
    return new OrganisationNumber(
        digits.length() == 12 && digits.startsWith("16") ? digits.substring(2) : digits);
  }

  static boolean valid(String ten) {
    return FORM.matcher(ten).matches() && Luhn.valid(ten);
  }
}
