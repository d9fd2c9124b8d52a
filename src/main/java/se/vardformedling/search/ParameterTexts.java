package se.vardformedling.search;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  /** Which parts make one, by parameter. */
  private static final Map<String, Set<Set<String>>> PARTS =
      Map.of(
          "origin",
          Set.of(
              Set.of("latitude", "longitude"),
              Set.of("location"),
              Set.of("municipality"),
              Set.of("locality")),
          "criteria",
          Set.of(Set.of("code", "value")));

  private ParameterTexts() {}

  static List<String> of(ParametersParameterComponent parameter) {
    if (parameter.hasPart()) {
      return List.of(parts(parameter));
    }
    Type value = parameter.getValue();
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream().map(AskedNeed::token).toList();
    }
    return Optional.ofNullable(value)
        .map(one -> text(parameter.getName(), one))
        .map(List::of)
        .orElse(List.of());
  }

  private static String text(String name, Type value) {
    if (value instanceof Coding coding) {
      return AskedNeed.token(coding);
    }
    if (value instanceof Quantity quantity && quantity.getValue() != null) {
      return distance(name, quantity);
    }
    if (value instanceof Money money && money.getValue() != null) {
      return measured(name, money.getValue(), money.getCurrency(), "SEK");
    }
    if (value instanceof Reference reference && reference.hasReference()) {
      return reference.getReference();
    }
    String plain = value.primitiveValue();
    if (plain == null) {
      throw Problem.BAD_PARAMETER.at(name, "a value of an unexpected type");
    }
    return plain;
  }

  private static String distance(String name, Quantity quantity) {
    if (quantity.hasComparator()) {
      throw Problem.BAD_PARAMETER.at(name, "without a comparator");
    }
    return measured(
        name,
        quantity.getValue(),
        quantity.hasCode() ? quantity.getCode() : quantity.getUnit(),
        "km");
  }

  private static String measured(
      String name, BigDecimal value, @Nullable String unit, String expected) {
    if (unit != null && !unit.equals(expected)) {
      throw Problem.BAD_PARAMETER.at(name, "in " + expected);
    }
    // Not written out: an exponent may be of any size.
    return value.toString();
  }

  /** A position, or one of the other ways to name a place; a criterion's code and value. */
  private static String parts(ParametersParameterComponent parameter) {
    Map<String, String> parts = new TreeMap<>();
    for (ParametersParameterComponent part : parameter.getPart()) {
      String said = part.hasValue() ? plain(parameter.getName(), part.getValue()) : "";
      if (parts.put(String.valueOf(part.getName()), said) != null) {
        throw Problem.BAD_PARAMETER.at(parameter.getName(), "a part given more than once");
      }
    }
    if (!PARTS.getOrDefault(parameter.getName(), Set.of()).contains(parts.keySet())) {
      throw Problem.BAD_PARAMETER.at(parameter.getName(), "parts that do not make one");
    }
    // In the order of the alphabet, which is the one in which an address has them.
    return String.join(parts.containsKey("code") ? "|" : ",", parts.values());
  }

  private static String plain(String name, Type value) {
    return value instanceof Coding coding ? String.valueOf(coding.getCode()) : text(name, value);
  }
}
