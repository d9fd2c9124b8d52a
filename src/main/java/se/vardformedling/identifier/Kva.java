package se.vardformedling.identifier;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A KVÅ code or the beginning of one, from three positions.
 *
 * @param value three letters or a letter and digits, capitals, without dot
 */
public record Kva(String value) {
  private static final Pattern FORM = Pattern.compile("[A-ZÅÄÖ]{2}[A-Z0-9]\\d{0,2}");

  public Kva {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a KVÅ code: " + value);
    }
  }

  public static Kva parse(String text) {
    return new Kva(text.strip().toUpperCase(Locale.ROOT));
  }

  /** Five positions name one procedure; fewer name a group. */
  public boolean whole() {
    return value.length() == 5;
  }
}
