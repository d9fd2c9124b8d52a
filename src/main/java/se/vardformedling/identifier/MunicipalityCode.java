package se.vardformedling.identifier;

import java.util.regex.Pattern;

/**
 * Kommunkod (SCB): four digits of which the first two are the länskod.
 *
 * @param value four digits
 */
public record MunicipalityCode(String value) {
  private static final Pattern FORM = Pattern.compile("\\d{4}");

  public MunicipalityCode {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("not a kommunkod: " + value);
    }
    new RegionCode(value.substring(0, 2));
  }

  public RegionCode region() {
    return new RegionCode(value.substring(0, 2));
  }
}
