package se.vardformedling.web.words;

import java.text.NumberFormat;
import java.util.Locale;

/** How a figure is written. */
final class FigureRules {
  private static final Locale SWEDEN =
      new Locale.Builder().setLanguage("sv").setRegion("SE").build();

  private FigureRules() {}

  /** Swedish figures have a comma and hard spaces; the sign of a negative one is a true minus. */
  static String number(double value, int decimals, Locale language) {
    return number(value, 0, decimals, language);
  }

  /** Öre are written when there are any. */
  static String kronor(long ore, Locale language) {
    int decimals = ore % 100 == 0 ? 0 : 2;
    return number(ore / 100.0, decimals, decimals, language);
  }

  private static String number(double value, int least, int most, Locale language) {
    NumberFormat format =
        NumberFormat.getInstance(language.getLanguage().equals("en") ? Locale.UK : SWEDEN);
    format.setMinimumFractionDigits(least);
    format.setMaximumFractionDigits(most);
    return format.format(value).replace('-', '\u2212');
  }
}
