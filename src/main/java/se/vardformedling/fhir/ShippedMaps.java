package se.vardformedling.fhir;

import ca.uhn.fhir.context.support.TranslateConceptResult;
import ca.uhn.fhir.context.support.TranslateConceptResults;
import ca.uhn.fhir.jpa.api.model.TranslationRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.springframework.stereotype.Component;

/**
 * Translates by the concept maps that ship. HAPI finds a code to the letter only, and of the codes
 * that mean the same it tells one when asked the other way.
 */
@Component
class ShippedMaps {
  private final List<ConceptMap> maps;
  private final MapReading reading;

  ShippedMaps(Definitions definitions, MapReading reading) {
    this.maps = definitions.of(ConceptMap.class);
    this.reading = reading;
  }

  /** One code of one group: what it is mapped from, and what to. */
  private record Row(String map, Coding from, Coding to, String equivalence) {
    Row turned() {
      return new Row(map, to, from, equivalence);
    }

    TranslateConceptResult match() {
      return new TranslateConceptResult()
          .setSystem(to.getSystem())
          .setCode(to.getCode())
          .setDisplay(to.getDisplay())
          .setEquivalence(equivalence)
          .setConceptMapUrl(map);
    }
  }

  /** Empty if none of ours is meant. */
  Optional<TranslateConceptResults> translate(TranslationRequest asked) {
    List<ConceptMap> meant = maps.stream().filter(map -> meant(map, asked)).toList();
    if (meant.isEmpty()) {
      return Optional.empty();
    }
    boolean reverse = asked.getReverseAsBoolean();
    Set<List<String>> told = new HashSet<>();
    List<TranslateConceptResult> matches = new ArrayList<>();
    meant.stream()
        .flatMap(map -> map.getGroup().stream().map(group -> rows(map, group, reverse)))
        .flatMap(rows -> answering(rows, asked, reverse))
        .filter(row -> told.add(List.of(row.map(), row.to().getSystem(), row.to().getCode())))
        .map(Row::match)
        .forEach(matches::add);
    TranslateConceptResults answer = new TranslateConceptResults();
    answer.setResult(!matches.isEmpty());
    answer.setMessage(matches.isEmpty() ? "No Matches found" : "Matches found");
    answer.setResults(matches);
    return Optional.of(answer);
  }

  /** A map of the value sets asked for is HAPI's to find: ours name none. */
  private static boolean meant(ConceptMap map, TranslationRequest asked) {
    return !asked.hasSource()
        && !asked.hasTarget()
        && (!asked.hasUrl() || asked.getUrl().equals(map.getUrl()))
        && (!asked.hasConceptMapVersion() || asked.getConceptMapVersion().equals(map.getVersion()))
        && (!asked.hasResourceId()
            || map.getIdElement().getIdPart().equals(asked.getResourceId().getIdPart()));
  }

  private static List<Row> rows(ConceptMap map, ConceptMapGroupComponent group, boolean reverse) {
    return group.getElement().stream()
        .flatMap(
            from ->
                from.getTarget().stream()
                    .map(
                        to ->
                            new Row(
                                map.getUrl(),
                                new Coding(group.getSource(), from.getCode(), from.getDisplay()),
                                new Coding(group.getTarget(), to.getCode(), to.getDisplay()),
                                to.getEquivalence().toCode())))
        .map(row -> reverse ? row.turned() : row)
        .toList();
  }

  /** The rows of one group that answer for any of the codes. */
  private Stream<Row> answering(List<Row> rows, TranslationRequest asked, boolean reverse) {
    if (rows.isEmpty()) {
      return Stream.empty();
    }
    String from = rows.get(0).from().getSystem();
    String to = rows.get(0).to().getSystem();
    if (asked.hasTargetSystem() && !asked.getTargetSystem().equals(to)) {
      return Stream.empty();
    }
    Collection<String> mapped =
        rows.stream().map(row -> row.from().getCode()).collect(Collectors.toSet());
    return asked.getCodeableConcept().getCoding().stream()
        .filter(code -> code.hasCode() && (!code.hasSystem() || code.getSystem().equals(from)))
        .map(Coding::getCode)
        .map(code -> reverse ? only(code) : reading.answering(from, to, code, mapped))
        .flatMap(meant -> rows.stream().filter(row -> meant.test(row.from().getCode())));
  }

  private static Predicate<String> only(String code) {
    return code::equals;
  }
}
