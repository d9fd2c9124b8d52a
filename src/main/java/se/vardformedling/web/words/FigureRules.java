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
    NumberFormat format =
        NumberFormat.getInstance(language.getLanguage().equals("en") ? Locale.UK : SWEDEN);
    format.setMaximumFractionDigits(decimals);
    return format.format(value).replace('-', '\u2212');
  }
}
