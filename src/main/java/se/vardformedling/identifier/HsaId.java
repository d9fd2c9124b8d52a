package se.vardformedling.identifier;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HSA-id: {@code SE}, an organisationsnummer, a hyphen and up to eighteen characters. Some that are
 * in use have the organisationsnummer with the 16 that registers put before it.
 *
 * @param value as written; also Inera's test form {@code TSTNMT…}, which production refuses
 */
public record HsaId(String value) {
  private static final Pattern FORM =
      Pattern.compile("(SE|TSTNMT)(?:16)?(\\d{10})-[A-Za-z0-9]{1,18}");

  public HsaId {
    Matcher matcher = FORM.matcher(value);
    if (!matcher.matches() || !OrganisationNumber.valid(matcher.group(2))) {
      throw new IllegalArgumentException("not an HSA-id: " + value);
    }
  }

  public boolean test() {
    return value.startsWith("TSTNMT");
  }
}
