package se.vardformedling.identifier;

import java.util.regex.Pattern;

/**
 * Personnummer: twelve digits, a real date and a check digit (folkbokföringslagen 1991:481, 18 §).
 *
 * @param value twelve digits without separator
 */
public record PersonNumber(String value) {
  private static final Pattern FORM = Pattern.compile("(18|19|20)\\d{10}");

  public PersonNumber {
    if (!valid(value)) {
      throw new IllegalArgumentException("not a personnummer");
    }
  }

  static boolean valid(String twelve) {
    return FORM.matcher(twelve).matches()
        && BirthDate.real(twelve.substring(0, 8), 0)
        && Luhn.valid(twelve.substring(2));
  }

  /** Never the number: a value that ends up in a log must not tell who it is. */
  @Override
  public String toString() {
    return "PersonNumber[…]";
  }
}
