package se.vardformedling.search;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Suggestion;
import se.vardformedling.terminology.Suggestions;
import se.vardformedling.terminology.Terms;

/** Which care is asked for: by codes, by words or by a reason. */
@Component
class AskedCare {
  private static final int NEAR = 4;
  private final Terms terms;
  private final Suggestions suggestions;

  AskedCare(Terms terms, Suggestions suggestions) {
    this.terms = terms;
    this.suggestions = suggestions;
  }

  /**
   * What is asked for.
   *
   * @param guessed those that words were taken for that are not the very name of one alone
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
      throw asked.all("code").isEmpty() && asked.text("text").isPresent()
          ? notUnderstood(asked.text("text").get())
          : Problem.CODE_INVALID.at(coded ? "code" : "reason", "stands for no vårdtjänst");
    }
    guessed.retainAll(found);
    return new Care(found, guessed);
  }

  /** What the words are the very name of; else what they are likeliest to mean. */
  private void understand(String words, Set<String> found, Set<String> guessed) {
    List<String> meant = terms.named(words).stream().map(Concept::code).toList();
    boolean certain = meant.size() == 1;
    if (meant.isEmpty() && terms.unlisted(words).isEmpty()) {
      meant = suggestions.meant(words).stream().map(Suggestion::vardtjanst).toList();
    }
    found.addAll(meant);
    if (!certain) {
      guessed.addAll(meant);
    }
  }

  /** Care that is known and is none of ours; else what the words may have meant, by code. */
  private Refusal notUnderstood(String words) {
    Optional<Concept> unlisted = terms.unlisted(words);
    if (unlisted.isPresent()) {
      return Problem.CODE_INVALID.at(
          "text",
          "%s (%s): known, but none of the care services (vårdtjänster) here"
              .formatted(unlisted.get().swedish(), unlisted.get().code()));
    }
    List<String> near =
        suggestions.suggest(words, NEAR).stream().map(Suggestion::vardtjanst).toList();
    return Problem.CODE_INVALID.at(
        "text",
        "stands for no vårdtjänst"
            + (near.isEmpty() ? "" : "; it may be " + String.join(", ", near)));
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
