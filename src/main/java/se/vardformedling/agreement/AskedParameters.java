package se.vardformedling.agreement;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;

/** The simple parameters of an operation, from a query or from a Parameters resource. */
final class AskedParameters {
  private static final int LARGEST = 1_000_000;
  private final Map<String, String> values = new LinkedHashMap<>();

  private AskedParameters() {}

  static AskedParameters of(RequestDetails request, Set<String> known) {
    AskedParameters asked = new AskedParameters();
    request.getParameters().entrySet().stream()
        .filter(entry -> !FhirOperations.OF_EVERY_ANSWER.contains(entry.getKey()))
        .forEach(entry -> asked.add(known, entry.getKey(), first(entry.getValue())));
    if (request.getResource() instanceof Parameters body) {
      for (ParametersParameterComponent one : body.getParameter()) {
        asked.add(known, String.valueOf(one.getName()), text(one.getValue()));
      }
    }
    return asked;
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** Of {@code system|code} the code: only one system has vårdtjänster. */
  Optional<String> code(String name) {
    return text(name).map(token -> token.substring(token.indexOf('|') + 1));
  }

  Optional<String> id(String name) {
    return text(name).map(reference -> reference.substring(reference.lastIndexOf('/') + 1));
  }

  Optional<LocalDate> date(String name) {
    try {
      return text(name).map(LocalDate::parse);
    } catch (DateTimeParseException notADate) {
      throw Problem.BAD_PARAMETER.at(name, "a date");
    }
  }

  Optional<Integer> positive(String name) {
    Optional<Integer> number = whole(name);
    if (number.map(n -> n < 1).orElse(false)) {
      throw Problem.BAD_PARAMETER.at(name, "1 or more");
    }
    return number;
  }

  Optional<Integer> whole(String name) {
    Optional<String> given = text(name);
    if (given.isPresent() && !given.get().matches("-?\\d{1,7}")) {
      throw Problem.BAD_PARAMETER.at(name, "a whole number");
    }
    Optional<Integer> number = given.map(Integer::valueOf);
    if (number.map(n -> Math.abs(n) > LARGEST).orElse(false)) {
      throw Problem.BAD_PARAMETER.at(name, "too large");
    }
    return number;
  }

  Refusal missing(String name) {
    return Problem.BAD_PARAMETER.at(name, "missing");
  }

  private void add(Set<String> known, String name, String value) {
    if (!known.contains(name)) {
      throw Problem.BAD_PARAMETER.because("unknown parameter");
    }
    if (values.put(name, value) != null) {
      throw Problem.BAD_PARAMETER.at(name, "once");
    }
  }

  private static String first(String[] values) {
    return values.length == 0 ? "" : values[0];
  }

  private static String text(Type value) {
    if (value instanceof Reference reference) {
      return String.valueOf(reference.getReference());
    }
    if (value instanceof Coding coding) {
      return token(coding);
    }
    if (value instanceof CodeableConcept concept) {
      return token(concept.getCodingFirstRep());
    }
    return value != null && value.isPrimitive() ? value.primitiveValue() : "";
  }

  private static String token(Coding coding) {
    String code = String.valueOf(coding.getCode());
    return coding.hasSystem() ? coding.getSystem() + "|" + code : code;
  }
}
