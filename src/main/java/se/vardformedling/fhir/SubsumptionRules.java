package se.vardformedling.fhir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.codesystems.ConceptSubsumptionOutcome;
import org.jspecify.annotations.Nullable;

/** How two codes of a code system that ships stand to each other. */
final class SubsumptionRules {
  private static final String NO_CODE = "no code of the code system";

  private SubsumptionRules() {}

  /** The codes asked about, by themselves or as codings: of one system, which is named. */
  static Coding asked(
      String place, @Nullable String system, @Nullable String code, @Nullable Coding coding) {
    Coding asked = coding != null && coding.hasCode() ? coding : new Coding(system, code, null);
    if (asked.getCode() == null) {
      throw Problem.BAD_PARAMETER.at((coding == null ? "code" : "coding") + place, "has no code");
    }
    if (asked.getSystem() == null || (system != null && !system.equals(asked.getSystem()))) {
      throw Problem.BAD_PARAMETER.at("system", "missing, or another than the coding's");
    }
    return asked;
  }

  static ConceptSubsumptionOutcome outcome(List<CodeSystem> shipped, Coding a, Coding b) {
    if (!a.getSystem().equals(b.getSystem())) {
      throw Problem.BAD_PARAMETER.at("system", "the codes are of two");
    }
    CodeSystem system =
        shipped.stream()
            .filter(one -> a.getSystem().equals(one.getUrl()))
            .findFirst()
            .orElseThrow(() -> Problem.BAD_PARAMETER.at("system", "not known here"));
    ConceptDefinitionComponent first = concept(system.getConcept(), "A", a.getCode());
    ConceptDefinitionComponent second = concept(system.getConcept(), "B", b.getCode());
    if (a.getCode().equals(b.getCode())) {
      return ConceptSubsumptionOutcome.EQUIVALENT;
    }
    if (!system.getUrl().startsWith(Canonical.BASE)) {
      // Others' lists have one, which is not among what we keep of them.
      throw Problem.BAD_PARAMETER.at("system", "its hierarchy is not kept here");
    }
    if (find(first.getConcept(), b.getCode()).isPresent()) {
      return ConceptSubsumptionOutcome.SUBSUMES;
    }
    return find(second.getConcept(), a.getCode()).isPresent()
        ? ConceptSubsumptionOutcome.SUBSUMEDBY
        : ConceptSubsumptionOutcome.NOTSUBSUMED;
  }

  private static ConceptDefinitionComponent concept(
      List<ConceptDefinitionComponent> concepts, String place, String code) {
    return find(concepts, code)
        .orElseThrow(() -> Problem.BAD_PARAMETER.at("code" + place, NO_CODE));
  }

  private static Optional<ConceptDefinitionComponent> find(
      List<ConceptDefinitionComponent> concepts, String code) {
    return concepts.stream()
        .flatMap(SubsumptionRules::withThoseBelow)
        .filter(one -> code.equals(one.getCode()))
        .findFirst();
  }

  private static Stream<ConceptDefinitionComponent> withThoseBelow(ConceptDefinitionComponent one) {
    return Stream.concat(
        Stream.of(one), one.getConcept().stream().flatMap(SubsumptionRules::withThoseBelow));
  }
}
