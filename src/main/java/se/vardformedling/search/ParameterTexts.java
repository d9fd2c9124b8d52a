package se.vardformedling.search;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import se.vardformedling.fhir.Problem;

/** The parameters of a question as the texts that they would be in an address. */
final class ParameterTexts {
  private ParameterTexts() {}

  static List<String> of(ParametersParameterComponent parameter) {
    if (parameter.hasPart()) {
      return List.of(parts(parameter));
    }
    Type value = parameter.getValue();
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().map(AskedNeed::token).toList();
    }
    return Optional.ofNullable(value).map(ParameterTexts::text).map(List::of).orElse(List.of());
  }

  private static String text(Type value) {
    if (value instanceof Coding coding) {
      return AskedNeed.token(coding);
    }
    if (value instanceof Quantity quantity && quantity.hasValue()) {
      return measured(
          quantity.getValue(), quantity.hasCode() ? quantity.getCode() : quantity.getUnit(), "km");
    }
    if (value instanceof Money money && money.hasValue()) {
      return measured(money.getValue(), money.getCurrency(), "SEK");
    }
    if (value instanceof Reference reference && reference.hasReference()) {
      return reference.getReference();
    }
    String plain = value.primitiveValue();
    if (plain == null) {
      throw Problem.BAD_PARAMETER.because("a value of an unexpected type");
    }
    return plain;
  }

  private static String measured(BigDecimal value, @Nullable String unit, String expected) {
    if (unit != null && !unit.equals(expected)) {
      throw Problem.BAD_PARAMETER.because("in " + expected);
    }
    // Not written out: an exponent may be of any size.
    return value.toString();
  }

  /** An origin's latitude and longitude, or the one part it has; a criterion's code and value. */
  private static String parts(ParametersParameterComponent parameter) {
    Map<String, String> parts = new HashMap<>();
    parameter.getPart().stream()
        .filter(part -> part.hasValue())
        .forEach(part -> parts.put(String.valueOf(part.getName()), plain(part.getValue())));
    if (parts.containsKey("latitude")) {
      return parts.get("latitude") + "," + parts.getOrDefault("longitude", "");
    }
    if (parts.containsKey("code")) {
      return parts.get("code") + "|" + parts.getOrDefault("value", "");
    }
    return parts.values().stream().findFirst().orElse("");
  }

  private static String plain(Base value) {
    return value instanceof Coding coding ? String.valueOf(coding.getCode()) : text((Type) value);
  }
}
