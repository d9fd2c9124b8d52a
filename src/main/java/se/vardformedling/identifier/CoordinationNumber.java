package se.vardformedling.identifier;

import java.util.regex.Pattern;

/**
 * Samordningsnummer: built like a personnummer with 60 added to the day (lag 2022:1697).
 *
 * @param value twelve digits without separator
 */
public record CoordinationNumber(String value) {
  static final int DAY_OFFSET = 60;
  private static final Pattern FORM = Pattern.compile("(18|19|20)\\d{4}[6-9]\\d{5}");

  public CoordinationNumber {
    if (!valid(value)) {
      throw new IllegalArgumentException("not a samordningsnummer");
    }
  }

  static boolean valid(String twelve) {
    return FORM.matcher(twelve).matches()
        && BirthDate.real(twelve.substring(0, 8), DAY_OFFSET)
        && Luhn.valid(twelve.substring(2));
  }

  @Override
  public String toString() {
    return "CoordinationNumber[…]";
  }
}
