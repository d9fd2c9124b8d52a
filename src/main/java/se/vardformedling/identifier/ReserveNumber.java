package se.vardformedling.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reserve numbers for people without a personnummer: the national kind and those of two regions
 * with published rules.
 */
public record ReserveNumber(String value, Kind kind) {
  /** Who issued it. */
  public enum Kind {
    NATIONAL,
    STOCKHOLM,
    VASTRA_GOTALAND
  }

  // The check digit's algorithm is not published: the pattern decides. I, O, Q, V and W are not
  // used.
  private static final String LETTER = "[A-HJ-NPR-UX-Z]";
  private static final Pattern NATIONAL =
      Pattern.compile("\\d{8}(" + LETTER + "{2}\\d{2}|" + LETTER + "{3}\\d)");
  private static final Pattern STOCKHOLM = Pattern.compile("99\\d{10}");
  private static final Pattern VASTRA_GOTALAND = Pattern.compile("(18|19|20)\\d{6}[KMX]\\d{3}");

  public static Optional<ReserveNumber> parse(String text) {
    return kindOf(text).map(kind -> new ReserveNumber(text, kind));
  }

  static Optional<Kind> kindOf(String text) {
    if (text.length() != 12) {
      return Optional.empty();
    }
    if (VASTRA_GOTALAND.matcher(text).matches() && vastraGotaland(text)) {
      return Optional.of(Kind.VASTRA_GOTALAND);
    }
    // The eleven digits after "99": positions 5 to 12 carry the check.
    if (STOCKHOLM.matcher(text).matches() && Luhn.valid(text.substring(4))) {
      return Optional.of(Kind.STOCKHOLM);
    }
    return NATIONAL.matcher(text).matches() ? Optional.of(Kind.NATIONAL) : Optional.empty();
  }

  private static boolean vastraGotaland(String text) {
    char digit =
        switch (text.charAt(8)) {
          case 'K' -> '5';
          case 'M' -> '7';
          default -> '8';
        };
    return BirthDate.real(text.substring(0, 8), 0)
        && Luhn.valid(text.substring(2, 8) + digit + text.substring(9));
  }

  @Override
  public String toString() {
    return "ReserveNumber[" + kind + "]";
  }
}
