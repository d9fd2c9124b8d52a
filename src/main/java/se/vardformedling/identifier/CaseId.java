package se.vardformedling.identifier;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Ärende-ID: {@code VF-}, eleven random Crockford base-32 characters and a check character (ISO
 * 7064, mod 37,36). It says nothing about patient, time or number of cases.
 *
 * @param value fifteen characters, capitals
 */
public record CaseId(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final String PREFIX = "VF-";
  private static final Pattern FORM = Pattern.compile("VF-[0-9A-HJKMNP-TV-Z]{11}[0-9A-Z]");
  // Ten digits in a row could be read as a personnummer.
  private static final Pattern LIKE_A_NUMBER = Pattern.compile("\\d{10}");
  private static final Pattern LETTER = Pattern.compile("[A-Z]");
  private static final SecureRandom RANDOM = new SecureRandom();

  public CaseId {
    if (!FORM.matcher(value).matches()
        || !LETTER.matcher(value.substring(PREFIX.length(), 14)).find()
        || check(value.substring(PREFIX.length(), 14)) != value.charAt(14)) {
      throw new IllegalArgumentException("not a case ID");
    }
  }

  public static CaseId mint() {
    while (true) {
      StringBuilder random = new StringBuilder();
      for (int i = 0; i < 11; i++) {
        random.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
      }
      if (LETTER.matcher(random).find() && !LIKE_A_NUMBER.matcher(random).find()) {
        return new CaseId(PREFIX + random + check(random.toString()));
      }
    }
  }

  /** Small letters and blanks around it are forgiven; empty when the text is no case ID. */
  public static Optional<CaseId> parse(String text) {
    try {
      return Optional.of(new CaseId(text.strip().toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  /** ISO/IEC 7064 hybrid system, modulus 37 and 36. */
  private static char check(String characters) {
    int product = 36;
    for (int i = 0; i < characters.length(); i++) {
      int sum = (product + Character.digit(characters.charAt(i), 36)) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return Character.toUpperCase(Character.forDigit((37 - product) % 36, 36));
  }

  @Override
  public String toString() {
    return value;
  }
}
