package se.vardformedling.terminology;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Under which of the mapped codes a code is found that is shorter or longer than they are. */
final class BeginningRules {
  private static final int SHORTEST_GROUP = 3;

  private BeginningRules() {}

  /**
   * A code means those that it begins; one of ICD-10-SE that goes on, its longest mapped beginning.
   * A star or a plus at its end is no part of it.
   */
  static Predicate<String> under(String system, String code, Collection<String> mapped) {
    String asked = code.strip().toUpperCase(Locale.ROOT).replaceFirst("[*+]$", "");
    if (asked.length() < SHORTEST_GROUP) {
      return one -> false;
    }
    Optional<String> longest =
        system.equals(Terms.ICD_10_SE)
            ? mapped.stream().filter(asked::startsWith).max(Comparator.comparingInt(String::length))
            : Optional.empty();
    return one -> longest.map(one::equals).orElseGet(() -> one.startsWith(asked));
  }
}
