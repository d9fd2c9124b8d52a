package se.vardformedling.identifier;

import java.util.Optional;
import java.util.Set;

/**
 * Länskod of one of the 21 regions (SCB).
 *
 * @param value two digits
 */
public record RegionCode(String value) {
  private static final Set<String> REGIONS =
      Set.of(
          "01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13", "14", "17", "18", "19",
          "20", "21", "22", "23", "24", "25");

  public RegionCode {
    if (!REGIONS.contains(value)) {
      throw new IllegalArgumentException("not a länskod: " + value);
    }
  }

  /** Empty when the text is no länskod of a region. */
  public static Optional<RegionCode> parse(String text) {
    return REGIONS.contains(text) ? Optional.of(new RegionCode(text)) : Optional.empty();
  }
}
