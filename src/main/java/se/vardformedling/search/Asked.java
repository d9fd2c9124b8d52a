package se.vardformedling.search;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import se.vardformedling.fhir.FhirOperations;
import se.vardformedling.fhir.Problem;

/**
 * The parameters as text, by name, whichever way they came; each is read once and refused with its
 * name if it makes no sense.
 */
record Asked(Map<String, List<String>> values) {
  private static final int EARLIEST = 2000;
  private static final int LATEST = 2100;

  Asked refuseUnknown(Set<String> known) {
    values.keySet().stream()
        .filter(name -> !known.contains(name) && !FhirOperations.OF_EVERY_ANSWER.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw Problem.BAD_PARAMETER.at(name.length() > 40 ? "" : name, "unknown");
            });
    return this;
  }

  /** What is there and says nothing is a mistake: without it another question would be answered. */
  Asked refuseEmpty() {
    values.forEach(
        (name, given) -> {
          boolean empty = given.isEmpty() || given.stream().anyMatch(String::isBlank);
          if (empty && !FhirOperations.OF_EVERY_ANSWER.contains(name)) {
            throw Problem.BAD_PARAMETER.at(name, "empty");
          }
        });
    return this;
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  Optional<String> text(String name) {
    List<String> given = all(name);
    if (given.size() > 1) {
      throw Problem.BAD_PARAMETER.at(name, "given more than once");
    }
    return given.stream().findFirst().filter(value -> !value.isBlank());
  }

  Optional<Integer> positive(String name) {
    return read(name, Integer::valueOf)
        .map(
            number -> {
              if (number < 0) {
                throw Problem.BAD_PARAMETER.at(name, "must not be negative");
              }
              return number;
            });
  }

  Optional<BigDecimal> amount(String name) {
    return read(name, BigDecimal::new).filter(number -> check(name, number));
  }

  Optional<LocalDate> date(String name) {
    return read(name, LocalDate::parse).filter(day -> check(name, day));
  }

  /** The moment, if more is said than the day. */
  Optional<Instant> moment(String name) {
    return text(name)
        .filter(value -> value.contains("T"))
        .flatMap(value -> read(name, text -> OffsetDateTime.parse(text).toInstant()))
        .filter(moment -> check(name, LocalDate.ofInstant(moment, ZoneOffset.UTC)));
  }

  boolean flag(String name) {
    return text(name)
        .map(value -> oneOf(name, value, Set.of("true", "false")))
        .map(Boolean::valueOf)
        .orElse(false);
  }

  String choice(String name, String otherwise, Set<String> allowed) {
    return text(name).map(value -> oneOf(name, value, allowed)).orElse(otherwise);
  }

  private static boolean check(String name, BigDecimal number) {
    if (number.signum() < 0 || (long) number.precision() - number.scale() > 12) {
      throw Problem.BAD_PARAMETER.at(name, "out of range");
    }
    return true;
  }

  private static boolean check(String name, LocalDate day) {
    if (day.getYear() < EARLIEST || day.getYear() > LATEST) {
      throw Problem.BAD_PARAMETER.at(name, "a day from " + EARLIEST + " to " + LATEST);
    }
    return true;
  }

  private static String oneOf(String name, String value, Set<String> allowed) {
    if (!allowed.contains(value)) {
      throw Problem.BAD_PARAMETER.at(name, "one of " + allowed.stream().sorted().toList());
    }
    return value;
  }

  private <T> Optional<T> read(String name, Function<String, T> reader) {
    try {
      return text(name).map(reader);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw Problem.BAD_PARAMETER.at(name, "malformed");
    }
  }
}
