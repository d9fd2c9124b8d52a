package se.vardformedling.terminology;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds concepts by the words people use. */
final class WordRules {
  private static final int NO_MATCH = Integer.MAX_VALUE;

  private WordRules() {}

  static List<Concept> find(Collection<Concept> concepts, String words) {
    String wanted = plain(words);
    return wanted.isEmpty()
        ? List.of()
        : concepts.stream()
            .filter(concept -> distance(concept, wanted) < NO_MATCH)
            .sorted(
                Comparator.comparingInt((Concept c) -> distance(c, wanted))
                    .thenComparing(Concept::code))
            .toList();
  }

  /** Those that the words are the very name of, but for accents and capitals. */
  static List<Concept> named(Collection<Concept> concepts, String words) {
    String wanted = plain(words);
    return concepts.stream()
        .filter(concept -> names(concept).anyMatch(wanted::equals))
        .sorted(Comparator.comparing(Concept::code))
        .toList();
  }

  /** 0 the very words, 1 their beginning, 2 somewhere inside. */
  private static int distance(Concept concept, String wanted) {
    return names(concept).mapToInt(name -> distance(name, wanted)).min().orElse(NO_MATCH);
  }

  private static int distance(String name, String wanted) {
    if (name.equals(wanted)) {
      return 0;
    }
    if (name.startsWith(wanted)) {
      return 1;
    }
    return name.contains(wanted) ? 2 : NO_MATCH;
  }

  private static Stream<String> names(Concept concept) {
    return Stream.concat(
            Stream.of(concept.code(), concept.swedish(), concept.english()),
            concept.everyday().stream())
        .map(WordRules::plain);
  }

  private static String plain(String text) {
    return Normalizer.normalize(text.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "");
  }
}
