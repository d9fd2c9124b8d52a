package se.vardformedling.identifier;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An ICD-10-SE code with its dot.
 *
 * @param value such as {@code M17}, {@code M17.1} or {@code K40.9A}
 */
public record Icd10Se(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Z]\\d{2}(\\.\\d[A-Z0-9]?)?");

  public Icd10Se {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not an ICD-10-SE code: " + value);
    }
  }

  /** Accepts small letters, and the code without its dot. */
  public static Icd10Se parse(String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    return new Icd10Se(
        code.length() > 3 && code.charAt(3) != '.'
            ? code.substring(0, 3) + '.' + code.substring(3)
            : code);
  }
}
