package se.vardformedling.terminology;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One code and what is known of it.
 *
 * @param everyday Swedish words that people use for it
 * @param properties such as {@code commentMandatory} or {@code allowedActor}, as text
 */
public record Concept(
    String system,
    String code,
    String swedish,
    String english,
    List<String> everyday,
    Map<String, String> properties) {

  public String display(Locale language) {
    return "en".equals(language.getLanguage()) && !english.isEmpty() ? english : swedish;
  }

  public boolean is(String property) {
    return Boolean.parseBoolean(properties.get(property));
  }
}
