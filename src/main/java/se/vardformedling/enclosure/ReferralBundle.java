package se.vardformedling.enclosure;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.identifier.NamedId;

/**
 * The referral as a FHIR document, for recipients who say that they take it. The other documents go
 * as files beside it.
 */
final class ReferralBundle {
  private ReferralBundle() {}

  /**
   * As JSON.
   *
   * @param hidden whether the patient's identity is protected: then only number, name, gender and
   *     date of birth go along, and no narrative, in which an address could stand
   */
  static byte[] write(
      FhirContext fhir,
      String caseId,
      ServiceRequest need,
      Patient patient,
      boolean hidden,
      Instant now) {
    ServiceRequest referral = bare(need.copy());
    Patient person = hidden ? known(patient) : bare(patient.copy());
    if (hidden) {
      referral.setText(null).setContained(null);
    }
    referral.setSubject(new Reference("urn:uuid:" + id(caseId, "patient")));
    // What it refers to here cannot be read there.
    referral.setSupportingInfo(null).setEncounter(null).setBasedOn(null);
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.DOCUMENT);
    bundle.setTimestamp(Date.from(now));
    bundle.setIdentifier(
        new Identifier()
            .setSystem("urn:ietf:rfc:3986")
            .setValue("urn:uuid:" + id(caseId, "document")));
    add(bundle, caseId, "composition", composition(caseId, need, now));
    add(bundle, caseId, "referral", referral);
    add(bundle, caseId, "patient", person);
    return fhir.newJsonParser().encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8);
  }

  private static Composition composition(String caseId, ServiceRequest need, Instant now) {
    Composition composition = new Composition();
    composition.setStatus(Composition.CompositionStatus.FINAL);
    composition.setType(
        new CodeableConcept(new Coding("http://loinc.org", "57133-1", "Referral note")));
    composition.setIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(caseId));
    composition.setSubject(new Reference("urn:uuid:" + id(caseId, "patient")));
    composition.setDate(Date.from(now));
    Reference author = need.getRequester().copy();
    author.setReference(null);
    composition.setAuthor(new ArrayList<>(List.of(author)));
    composition.setTitle("Remiss " + caseId);
    composition
        .addSection()
        .setTitle("Remiss")
        .addEntry(new Reference("urn:uuid:" + id(caseId, "referral")));
    return composition;
  }

  private static Patient known(Patient patient) {
    Patient person = new Patient();
    patient.getIdentifier().forEach(identifier -> person.addIdentifier(identifier.copy()));
    patient.getName().forEach(name -> person.addName(name.copy()));
    return person.setGender(patient.getGender()).setBirthDate(patient.getBirthDate());
  }

  private static <T extends Resource> T bare(T copy) {
    copy.setId((String) null);
    copy.setMeta(null);
    return copy;
  }

  private static void add(Bundle bundle, String caseId, String name, Resource resource) {
    bundle.addEntry().setFullUrl("urn:uuid:" + id(caseId, name)).setResource(resource);
  }

  private static String id(String caseId, String name) {
    return NamedId.of("bundle " + caseId + " " + name);
  }
}
