package se.vardformedling.terminology;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What a code means, what it is called and which vårdtjänst it stands for. Answers from memory. */
@Component
public class Terms {
  public static final String KVA = "urn:oid:1.2.752.116.1.3.2.1.4";
  public static final String ICD_10_SE = "urn:oid:1.2.752.116.1.1.1";
  public static final String SNOMED_CT = "http://snomed.info/sct";
  static final String COUNTY = "urn:oid:1.2.752.129.2.2.1.18";
  static final String MUNICIPALITY = "urn:oid:1.2.752.129.2.2.1.17";

  private final Vocabulary vocabulary;

  Terms(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The concept, if the code is one of its system's that we ship. */
  public Optional<Concept> concept(String system, String code) {
    return Optional.ofNullable(vocabulary.concepts(system).get(code));
  }

  /** Whether it can be told if a code is one of the system's. */
  public boolean knows(String system) {
    return CodeRules.form(system).isPresent() || !vocabulary.concepts(system).isEmpty();
  }

  /**
   * Whether the code is one of its system's. Of KVÅ, ICD-10-SE and SNOMED CT a part is shipped: a
   * code of theirs is formed as one, or begins some of KVÅ.
   */
  public boolean isCode(String system, String code) {
    return concept(system, code).isPresent()
        || CodeRules.form(system).filter(form -> form.test(code)).isPresent()
        || system.equals(KVA) && !vardtjanster(KVA, code).isEmpty();
  }

  /** All concepts of a system, in its order; none if it is not one that we ship. */
  public List<Concept> concepts(String system) {
    return List.copyOf(vocabulary.concepts(system).values());
  }

  /** Every concept of a code system, by its Swedish name. */
  public List<Concept> all(String system) {
    return vocabulary.concepts(system).values().stream()
        .sorted(java.util.Comparator.comparing(Concept::swedish))
        .toList();
  }

  /** The name in the language, Swedish if there is none; the code itself if it is unknown. */
  public String display(String system, String code, Locale language) {
    return concept(system, code).map(concept -> concept.display(language)).orElse(code);
  }

  /**
   * The vårdtjänst codes that a code of any of the four systems stands for: itself, a KVÅ code or
   * its first three positions or more, an ICD-10-SE code by its longest mapped beginning, or a
   * mapped SNOMED CT concept. Empty when it stands for none.
   */
  public Set<String> vardtjanster(String system, String code) {
    if (system.equals(Vocabulary.VARDTJANST)) {
      return concept(system, code).isPresent() ? Set.of(code) : Set.of();
    }
    return switch (system) {
      case KVA -> byBeginning(system, code, vocabulary.kva());
      case ICD_10_SE -> byBeginning(system, code, vocabulary.icd());
      case SNOMED_CT -> vocabulary.fromSnomed(code);
      default -> Set.of();
    };
  }

  /**
   * What several codes of one need mean together: what all of them that stand for something have in
   * common, else all of it; of that, what a reason stands for too, if there is such.
   *
   * @param codes what each code stands for
   * @param reasons what each reason stands for
   */
  public static Set<String> together(List<Set<String>> codes, List<Set<String>> reasons) {
    Set<String> all = new TreeSet<>();
    codes.forEach(all::addAll);
    Set<String> common = new TreeSet<>(all);
    codes.stream().filter(one -> !one.isEmpty()).forEach(common::retainAll);
    Set<String> found = common.isEmpty() ? all : common;
    Set<String> byReason = new TreeSet<>();
    reasons.forEach(byReason::addAll);
    byReason.retainAll(found);
    return byReason.isEmpty() ? found : byReason;
  }

  /**
   * Vårdtjänst concepts whose name, code or everyday word begins with the text, the closest first.
   */
  public List<Concept> search(String words) {
    return WordRules.find(vocabulary.concepts(Vocabulary.VARDTJANST).values(), words);
  }

  /** Vårdtjänst concepts that the text is the very name, code or everyday word of. */
  public List<Concept> named(String words) {
    return WordRules.named(vocabulary.concepts(Vocabulary.VARDTJANST).values(), words);
  }

  /** Care that the text is the very name of, and that is none of the vårdtjänster. */
  public Optional<Concept> unlisted(String words) {
    return WordRules.named(vocabulary.concepts(Vocabulary.UNLISTED).values(), words).stream()
        .findFirst();
  }

  private static Set<String> byBeginning(String system, String code, List<Mapping> map) {
    return targets(
        map, BeginningRules.under(system, code, map.stream().map(Mapping::source).toList()));
  }

  private static Set<String> targets(
      List<Mapping> map, java.util.function.Predicate<String> source) {
    Stream<String> found = map.stream().filter(m -> source.test(m.source())).map(Mapping::target);
    return found.collect(Collectors.toCollection(TreeSet::new));
  }
}
