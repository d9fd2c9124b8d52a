package se.vardformedling.search;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Suggestion;
import se.vardformedling.terminology.Suggestions;
import se.vardformedling.terminology.Terms;

/** Which care is asked for: by codes, by words or by a reason. */
@Component
class AskedCare {
  private final Terms terms;
  private final Suggestions suggestions;

  AskedCare(Terms terms, Suggestions suggestions) {
    this.terms = terms;
    this.suggestions = suggestions;
  }

  /**
   * What is asked for.
   *
   * @param guessed those that misspelt words or a code among the words were taken for
   */
  record Care(Set<String> vardtjanster, Set<String> guessed) {}

  Care read(Asked asked) {
    Set<String> byReason = standFor(asked.all("reason"));
    boolean coded = !asked.all("code").isEmpty() || asked.text("text").isPresent();
    if (!coded && asked.all("reason").isEmpty()) {
      throw Problem.BAD_PARAMETER.at("code", "missing");
    }
    Set<String> found = coded ? standFor(asked.all("code")) : new TreeSet<>(byReason);
    Set<String> guessed = new TreeSet<>();
    asked.text("text").ifPresent(words -> understand(words, found, guessed));
    // A reason chooses among what the code may stand for; it does not overrule it.
    if (found.stream().anyMatch(byReason::contains)) {
      found.retainAll(byReason);
    }
    if (found.isEmpty()) {
      throw Problem.CODE_INVALID.at(
          asked.all("code").isEmpty() && asked.text("text").isPresent() ? "text" : "code",
          "stands for no vårdtjänst");
    }
    guessed.retainAll(found);
    return new Care(found, guessed);
  }

  /** What has the words in its name; else what they are likeliest to mean. */
  private void understand(String words, Set<String> found, Set<String> guessed) {
    List<Concept> named = terms.search(words);
    named.stream().map(Concept::code).forEach(found::add);
    if (named.isEmpty()) {
      suggestions.meant(words).stream().map(Suggestion::vardtjanst).forEach(guessed::add);
      found.addAll(guessed);
    }
  }

  private Set<String> standFor(List<String> tokens) {
    Set<String> found = new TreeSet<>();
    for (String token : tokens) {
      int bar = token.indexOf('|');
      String system = bar < 0 ? Canonical.codeSystem("vardtjanst") : token.substring(0, bar);
      found.addAll(terms.vardtjanster(system, token.substring(bar + 1)));
    }
    return found;
  }
}
