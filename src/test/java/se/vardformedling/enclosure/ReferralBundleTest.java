package se.vardformedling.enclosure;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;

class ReferralBundleTest {
  private static final FhirContext FHIR = FhirContext.forR4();
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  @Test
  void the_referral_as_a_document_begins_with_its_composition_and_refers_to_nothing_outside_it() {
    Bundle bundle = bundle(false);

    assertThat(bundle.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
    assertThat(bundle.getTimestamp()).isEqualTo(NOW);
    assertThat(bundle.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
    Composition composition = (Composition) bundle.getEntryFirstRep().getResource();
    ServiceRequest referral = (ServiceRequest) bundle.getEntry().get(1).getResource();
    assertThat(composition.getSectionFirstRep().getEntryFirstRep().getReference())
        .isEqualTo(bundle.getEntry().get(1).getFullUrl());
    assertThat(referral.getSubject().getReference())
        .isEqualTo(bundle.getEntry().get(2).getFullUrl())
        .isEqualTo(composition.getSubject().getReference());
    assertThat(referral.getSupportingInfo()).isEmpty();
    assertThat(referral.getMeta().isEmpty()).isTrue();
  }

  @Test
  void where_a_protected_patient_lives_is_not_in_it() {
    assertThat(((Patient) bundle(false).getEntry().get(2).getResource()).getAddress()).hasSize(1);
    Patient hidden = (Patient) bundle(true).getEntry().get(2).getResource();

    assertThat(hidden.getNameFirstRep().getFamily()).isEqualTo("Tolvansson");
    assertThat(FHIR.newJsonParser().encodeResourceToString(bundle(false))).contains("Mora by");
    assertThat(FHIR.newJsonParser().encodeResourceToString(bundle(true)))
        .doesNotContain("Mora by", "070-123");
  }

  private static Bundle bundle(boolean hidden) {
    Patient patient = new Patient();
    patient.setId("Patient/1");
    patient.addName().setFamily("Tolvansson");
    patient.addAddress().setCity("Mora");
    patient.addTelecom().setValue("070-123 45 67");
    patient.addContact().addTelecom().setValue("070-123 45 68");
    patient.addExtension("https://example.org/where", new StringType("Mora by"));
    patient.getText().setStatus(Narrative.NarrativeStatus.GENERATED).setDivAsString("Mora by");
    ServiceRequest need = new ServiceRequest();
    need.setId("ServiceRequest/2");
    need.getMeta().addTag("x", "y", null);
    need.getText().setStatus(Narrative.NarrativeStatus.GENERATED).setDivAsString("Mora by");
    need.setSubject(new Reference("Patient/1"));
    need.addSupportingInfo(new Reference("DocumentReference/3"));
    need.setRequester(new Reference("Organization/4").setDisplay("Demosjukhuset Mora"));
    byte[] json = ReferralBundle.write(FHIR, "VF-9B33AGVTT9BJ", need, patient, hidden, NOW);
    return FHIR.newJsonParser()
        .parseResource(Bundle.class, new String(json, StandardCharsets.UTF_8));
  }
}
