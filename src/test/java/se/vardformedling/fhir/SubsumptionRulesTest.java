package se.vardformedling.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.codesystems.ConceptSubsumptionOutcome;
import org.junit.jupiter.api.Test;

class SubsumptionRulesTest {
  private static final String OURS = Canonical.codeSystem("prov");
  private static final String THEIRS = "urn:oid:1.2.3";

  @Test
  void a_code_stands_to_another_as_the_code_system_places_them() {
    assertThat(outcome("knee", "knee")).isEqualTo(ConceptSubsumptionOutcome.EQUIVALENT);
    assertThat(outcome("leg", "kneecap")).isEqualTo(ConceptSubsumptionOutcome.SUBSUMES);
    assertThat(outcome("kneecap", "leg")).isEqualTo(ConceptSubsumptionOutcome.SUBSUMEDBY);
    assertThat(outcome("knee", "eye")).isEqualTo(ConceptSubsumptionOutcome.NOTSUBSUMED);
  }

  @Test
  void an_unknown_code_or_code_system_is_an_error() {
    refused(new Coding(OURS, "leg", null), new Coding(OURS, "nose", null), "codeB");
    refused(new Coding("urn:x", "leg", null), new Coding("urn:x", "leg", null), "system");
    refused(new Coding(OURS, "leg", null), new Coding(THEIRS, "a", null), "system");
  }

  @Test
  void of_others_lists_only_the_same_code_is_told() {
    Coding one = new Coding(THEIRS, "a", null);

    assertThat(SubsumptionRules.outcome(systems(), one, one))
        .isEqualTo(ConceptSubsumptionOutcome.EQUIVALENT);
    refused(one, new Coding(THEIRS, "b", null), "system");
  }

  private static ConceptSubsumptionOutcome outcome(String a, String b) {
    return SubsumptionRules.outcome(
        systems(), new Coding(OURS, a, null), new Coding(OURS, b, null));
  }

  private static void refused(Coding a, Coding b, String place) {
    assertThatThrownBy(() -> SubsumptionRules.outcome(systems(), a, b))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.issues().get(0).expression()).isEqualTo(place))
        .hasMessage("bad-parameter");
  }

  private static List<CodeSystem> systems() {
    CodeSystem ours = new CodeSystem().setUrl(OURS);
    ours.addConcept().setCode("leg").addConcept().setCode("knee").addConcept().setCode("kneecap");
    ours.addConcept().setCode("eye");
    CodeSystem theirs = new CodeSystem().setUrl(THEIRS);
    theirs.addConcept().setCode("a");
    theirs.addConcept().setCode("b");
    return List.of(ours, theirs);
  }
}
