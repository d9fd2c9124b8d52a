package se.vardformedling.search;

import java.util.Locale;
import java.util.Map;
import se.vardformedling.search.Suitability.Component;

/** Says in words what a component is and what it is worth. */
final class ExplanationRules {
  private static final Locale SWEDISH = Locale.forLanguageTag("sv-SE");
  private static final Map<String, String[]> NAMES =
      Map.of(
          "wait", new String[] {"Väntetid", "Wait"},
          "guarantee", new String[] {"Inom vårdgarantin", "Within the guarantee"},
          "distance", new String[] {"Avstånd", "Distance"},
          "price",
              new String[] {
                "Pris mot vad vårdtjänsten brukar kosta", "Price against the usual one"
              },
          "quality", new String[] {"Kvalitet", "Quality"},
          "capacity", new String[] {"Ledig kapacitet", "Free capacity"},
          "volume", new String[] {"Kvar av avtalets volym", "Left of the agreed volume"},
          "freshness", new String[] {"Hur färsk väntetiden är", "How fresh the wait is"});

  private ExplanationRules() {}

  /** One line: what it is, its value if known, and how it adds to the score. */
  static String say(Component component, Locale asked) {
    boolean english = "en".equals(asked.getLanguage());
    Locale locale = english ? Locale.ENGLISH : SWEDISH;
    String[] names =
        NAMES.getOrDefault(component.code(), new String[] {component.code(), component.code()});
    String value =
        component
            .raw()
            .map(raw -> String.format(locale, "%.0f %s", raw, unit(component, english)).strip())
            .orElse(unknown(component, english));
    return String.format(
        locale,
        "%s: %s → %.2f × %.0f %% = %.3f",
        names[english ? 1 : 0],
        value,
        component.normalised(),
        component.weight() * 100,
        component.normalised() * component.weight());
  }

  private static String unit(Component component, boolean english) {
    return switch (component.unit()) {
      case "d" -> english ? "days" : "dagar";
      case "SEK" -> english ? "SEK" : "kr";
      default -> component.unit();
    };
  }

  /** What has no number of its own is told by its value alone. */
  private static String unknown(Component component, boolean english) {
    boolean judged = component.code().equals("capacity") || component.code().equals("freshness");
    if (judged) {
      return String.format(english ? Locale.ENGLISH : SWEDISH, "%.2f", component.normalised());
    }
    return english ? "not known" : "uppgift saknas";
  }
}
