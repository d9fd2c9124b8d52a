package se.vardformedling.terminology;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The code systems and maps as plain values. */
record Vocabulary(
    Map<String, Map<String, Concept>> systems,
    List<Mapping> kva,
    List<Mapping> icd,
    Map<String, Set<String>> snomed) {
  static final String VARDTJANST = "https://fhir.vardformedling.example/CodeSystem/vardtjanst";
  static final String UNLISTED = "https://fhir.vardformedling.example/CodeSystem/unlisted-care";

  Map<String, Concept> concepts(String system) {
    return systems.getOrDefault(system, Map.of());
  }

  Set<String> fromSnomed(String code) {
    return snomed.getOrDefault(code, Set.of());
  }
}
