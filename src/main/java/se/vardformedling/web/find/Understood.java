package se.vardformedling.web.find;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Suggestions;
import se.vardformedling.terminology.Terms;

/** Which vårdtjänst is meant by what somebody types: a name, an everyday word, KVÅ or ICD-10-SE. */
@Component
class Understood {
  private static final String VARDTJANST = Canonical.codeSystem("vardtjanst");
  private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,3}\\.?[0-9A-Za-z.]{0,5}");
  private static final int NEAR = 4;

  /** From here on, only blanks, accents or the end of the word differ. */
  private static final double SAME = 0.9;

  private final Terms terms;
  private final Suggestions suggestions;

  Understood(Terms terms, Suggestions suggestions) {
    this.terms = terms;
    this.suggestions = suggestions;
  }

  /** The vårdtjänster that are meant, the likeliest first; empty when nothing is understood. */
  List<Concept> meant(String words) {
    Set<String> codes = new LinkedHashSet<>();
    if (CODE.matcher(words).matches() && words.length() >= 3) {
      String code = words.toUpperCase(Locale.ROOT).replace(".", "");
      codes.addAll(terms.vardtjanster(Terms.KVA, code));
      codes.addAll(terms.vardtjanster(Terms.ICD_10_SE, words));
      codes.addAll(terms.vardtjanster(Terms.ICD_10_SE, code));
    }
    List<Concept> found = new ArrayList<>();
    codes.forEach(code -> terms.concept(VARDTJANST, code).ifPresent(found::add));
    Stream<Concept> named = words.length() < 2 ? Stream.of() : terms.search(words).stream();
    named.filter(concept -> !found.contains(concept)).forEach(found::add);
    if (found.isEmpty()) {
      suggested(words, SAME).forEach(found::add);
    }
    return found;
  }

  /** What may have been meant by words that are not understood, the likeliest first. */
  List<Concept> near(String words) {
    return suggested(words, 0);
  }

  private List<Concept> suggested(String words, double least) {
    return suggestions.suggest(words, NEAR).stream()
        .filter(one -> one.score() >= least)
        .flatMap(one -> terms.concept(VARDTJANST, one.vardtjanst()).stream())
        .toList();
  }

  /** Every kind of care there is to ask for, by name. */
  List<Concept> all(Locale language) {
    Collator words = Collator.getInstance(language);
    return terms.all(VARDTJANST).stream()
        .sorted(Comparator.comparing(concept -> concept.display(language), words))
        .toList();
  }

  /** Whether the words are the concept's own name, so that nothing else is meant. */
  static boolean exactly(Concept concept, String words) {
    return concept.swedish().equalsIgnoreCase(words)
        || concept.english().equalsIgnoreCase(words)
        || concept.code().equalsIgnoreCase(words);
  }
}
