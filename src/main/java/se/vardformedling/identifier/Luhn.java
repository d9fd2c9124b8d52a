package se.vardformedling.identifier;

import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** The modulus 10 check that Swedish numbers share. */
final class Luhn {
  private Luhn() {}

  static boolean valid(String digits) {
    return LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(digits);
  }
}
