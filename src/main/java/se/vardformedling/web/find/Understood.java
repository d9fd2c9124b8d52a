package se.vardformedling.web.find;

import java.text.Collator;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Suggestion;
import se.vardformedling.terminology.Suggestions;
import se.vardformedling.terminology.Terms;

/** Which vårdtjänst is meant by what somebody types: a name, an everyday word, KVÅ or ICD-10-SE. */
@Component
class Understood {
  private static final String VARDTJANST = Canonical.codeSystem("vardtjanst");
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,3}\\.?[0-9A-Za-z.]{0,5}");
  private static final int NEAR = 4;
  private static final int OFFERED = 8;

  /** From here on, what somebody means may be another of them. */
  private static final double LIKE = 0.5;

  /** From here on, only blanks, accents or the end of the word differ. */
  private static final double SAME = 0.9;

  private final Terms terms;
  private final Suggestions suggestions;

  Understood(Terms terms, Suggestions suggestions) {
    this.terms = terms;
    this.suggestions = suggestions;
  }

  /**
   * What is meant.
   *
   * @param meant the vårdtjänst, if it is one
   * @param others what else the words might mean; of words that are not understood, what they may
   * @param unclear why it is none: several, unlisted or unknown
   */
  record Meaning(Optional<Concept> meant, List<Concept> others, String unclear) {}

  Meaning of(String words) {
    List<Concept> named = words.length() < 2 ? List.of() : terms.named(words);
    Set<String> codes = codes(words);
    if (codes.isEmpty() && named.size() > 1) {
      return new Meaning(Optional.empty(), named, "several");
    }
    Set<Concept> found = new LinkedHashSet<>();
    codes.forEach(code -> terms.concept(VARDTJANST, code).ifPresent(found::add));
    found.addAll(named);
    if (found.isEmpty()) {
      return begun(words);
    }
    Concept first = found.iterator().next();
    return exactly(first, words)
        ? new Meaning(Optional.of(first), List.of(), "")
        : with(first, found, words);
  }

  /** What is written otherwise or only begun; no other care that has a name. */
  private Meaning begun(String words) {
    Set<Concept> found = new LinkedHashSet<>();
    boolean unlisted = terms.unlisted(words).isPresent();
    if (!unlisted) {
      suggestions.meant(words).stream().filter(one -> one.score() >= SAME).forEach(add(found));
    }
    if (found.isEmpty()) {
      suggestions.suggest(words, NEAR).forEach(add(found));
      return new Meaning(Optional.empty(), List.copyOf(found), unlisted ? "unlisted" : "unknown");
    }
    return with(found.iterator().next(), found, words);
  }

  /** And what else somebody may mean by it. */
  private Meaning with(Concept first, Set<Concept> found, String words) {
    Set<Concept> others = new LinkedHashSet<>(found);
    suggestions.suggest(words, NEAR).stream()
        .filter(one -> one.score() >= LIKE)
        .forEach(add(others));
    others.remove(first);
    return new Meaning(Optional.of(first), List.copyOf(others), "");
  }

  /** What words that are still being typed may come to mean, the likeliest first. */
  List<Concept> offered(String words) {
    Set<Concept> found = new LinkedHashSet<>();
    codes(words).forEach(code -> terms.concept(VARDTJANST, code).ifPresent(found::add));
    suggestions.suggest(words, OFFERED).forEach(add(found));
    return List.copyOf(found);
  }

  private Set<String> codes(String words) {
    Set<String> codes = new LinkedHashSet<>();
    if (CODE.matcher(words).matches() && words.length() >= 3) {
      String code = words.toUpperCase(Locale.ROOT).replace(".", "");
      codes.addAll(terms.vardtjanster(Terms.KVA, code));
      codes.addAll(terms.vardtjanster(Terms.ICD_10_SE, words));
      codes.addAll(terms.vardtjanster(Terms.ICD_10_SE, code));
    }
    return codes;
  }

  private Consumer<Suggestion> add(Set<Concept> found) {
    return one -> terms.concept(VARDTJANST, one.vardtjanst()).ifPresent(found::add);
  }

  /** Every kind of care there is to ask for, by name. */
  List<Concept> all(Locale language) {
    Collator words = Collator.getInstance(language);
    return terms.all(VARDTJANST).stream()
        .sorted(Comparator.comparing(concept -> concept.display(language), words))
        .toList();
  }

  /** Whether the words are the concept's own name, so that nothing else is meant. */
  private static boolean exactly(Concept concept, String words) {
    return concept.swedish().equalsIgnoreCase(words)
        || concept.english().equalsIgnoreCase(words)
        || concept.code().equalsIgnoreCase(words);
  }
}
