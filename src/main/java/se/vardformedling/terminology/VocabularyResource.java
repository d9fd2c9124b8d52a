package se.vardformedling.terminology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.ConceptMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.Definitions;

/** Reads the shipped CodeSystems and ConceptMaps once. */
@Configuration(proxyBeanMethods = false)
class VocabularyResource {
  private static final String EVERYDAY = "everyday";

  @Bean
  Vocabulary vocabulary(Definitions definitions) {
    Map<String, Map<String, Concept>> systems = new TreeMap<>();
    for (CodeSystem system : definitions.of(CodeSystem.class)) {
      Map<String, Concept> concepts = new LinkedHashMap<>();
      system.getConcept().forEach(c -> concepts.put(c.getCode(), concept(system.getUrl(), c)));
      systems.put(system.getUrl(), concepts);
    }
    List<ConceptMap> maps = definitions.of(ConceptMap.class);
    List<Mapping> kva = mappings(maps, Terms.KVA, Vocabulary.VARDTJANST);
    List<Mapping> icd = mappings(maps, Terms.ICD_10_SE, Vocabulary.VARDTJANST);
    return new Vocabulary(systems, kva, icd, snomed(maps, kva));
  }

  private static Map<String, Set<String>> snomed(List<ConceptMap> maps, List<Mapping> kva) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (Mapping heading : mappings(maps, Vocabulary.VARDTJANST, Terms.SNOMED_CT)) {
      found.computeIfAbsent(heading.target(), code -> new TreeSet<>()).add(heading.source());
    }
    for (Mapping procedure : mappings(maps, Terms.KVA, Terms.SNOMED_CT)) {
      kva.stream()
          .filter(m -> m.source().equals(procedure.source()))
          .forEach(
              m ->
                  found
                      .computeIfAbsent(procedure.target(), code -> new TreeSet<>())
                      .add(m.target()));
    }
    return found;
  }

  private static List<Mapping> mappings(List<ConceptMap> maps, String source, String target) {
    return maps.stream()
        .flatMap(map -> map.getGroup().stream())
        .filter(group -> group.getSource().equals(source) && group.getTarget().equals(target))
        .flatMap(group -> group.getElement().stream())
        .flatMap(
            from -> from.getTarget().stream().map(to -> new Mapping(from.getCode(), to.getCode())))
        .toList();
  }

  private static Concept concept(String system, ConceptDefinitionComponent concept) {
    Map<String, String> properties = new TreeMap<>();
    // A property that stands several times has its values side by side.
    concept
        .getProperty()
        .forEach(
            p ->
                properties.merge(
                    p.getCode(), p.getValue().primitiveValue(), (one, next) -> one + " " + next));
    String english =
        concept.getDesignation().stream()
            .filter(d -> "en".equals(d.getLanguage()))
            .map(CodeSystem.ConceptDefinitionDesignationComponent::getValue)
            .findFirst()
            .orElse("");
    List<String> everyday =
        concept.getDesignation().stream()
            .filter(d -> Canonical.codeSystem("designation-use").equals(d.getUse().getSystem()))
            .filter(d -> EVERYDAY.equals(d.getUse().getCode()))
            .map(CodeSystem.ConceptDefinitionDesignationComponent::getValue)
            .toList();
    return new Concept(
        system, concept.getCode(), concept.getDisplay(), english, everyday, properties);
  }
}
