package se.vardformedling.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The regions by länskod, as people name them. */
public final class Regions {
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  static {
    String[] all = {
      "01", "Region Stockholm", "03", "Region Uppsala", "04", "Region Sörmland",
      "05", "Region Östergötland", "06", "Region Jönköpings län", "07", "Region Kronoberg",
      "08", "Region Kalmar län", "09", "Region Gotland", "10", "Region Blekinge",
      "12", "Region Skåne", "13", "Region Halland", "14", "Västra Götalandsregionen",
      "17", "Region Värmland", "18", "Region Örebro län", "19", "Region Västmanland",
      "20", "Region Dalarna", "21", "Region Gävleborg", "22", "Region Västernorrland",
      "23", "Region Jämtland Härjedalen", "24", "Region Västerbotten", "25", "Region Norrbotten"
    };
    for (int i = 0; i < all.length; i += 2) {
      NAMES.put(all[i], all[i + 1]);
    }
  }

  private Regions() {}

  public static Optional<String> name(String county) {
    return Optional.ofNullable(NAMES.get(county));
  }

  /** Names by länskod, in the order of the codes. */
  public static Map<String, String> all() {
    return java.util.Collections.unmodifiableMap(NAMES);
  }
}
