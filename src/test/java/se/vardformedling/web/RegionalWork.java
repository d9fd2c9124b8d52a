package se.vardformedling.web;

import java.time.LocalDate;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.terminology.Terms;

/** What a unit of a regional node has to do: an order, and patients who wait. */
record RegionalWork(FhirStore store, LocalDate today) {
  static final String MORA = "TSTNMT2321000156-VF0002";

  /** The documents of an accepted order are the unit's to send. */
  String order() {
    Task task = new Task();
    task.setId("Task/" + UUID.randomUUID());
    task.setStatus(Task.TaskStatus.ACCEPTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(
            new Coding("http://hl7.org/fhir/CodeSystem/task-code", "fulfill", null)));
    task.setGroupIdentifier(
        new Identifier().setSystem(Canonical.CASE_ID).setValue(CaseId.mint().value()));
    task.setOwner(unit("TSTNMT2321000156-VF0003"));
    task.setRequester(unit(MORA));
    CareUnits.mark(task, MORA);
    return store.update(task).getIdElement().getIdPart();
  }

  /** Nobody waits any more. */
  void ends(String need) {
    ServiceRequest remiss = store.read(ServiceRequest.class, need);
    store.update(remiss.setStatus(ServiceRequest.ServiceRequestStatus.REVOKED));
  }

  /** One of the published test persons, whose limit passes in five days or is not known. */
  String waiting(boolean clock) {
    Patient patient = new Patient();
    patient.setId("Patient/" + UUID.randomUUID());
    patient
        .addIdentifier()
        .setSystem("http://electronichealth.se/identifier/personnummer")
        .setValue("191212121212");
    patient.addName().setFamily("Tolvansson").addGiven("Tolvan");
    patient.addTelecom().setSystem(ContactPoint.ContactPointSystem.PHONE).setValue("08-465 004 12");
    patient.addAddress().setState("20");
    CareUnits.mark(patient, MORA);
    String who = store.update(patient).getIdElement().getIdPart();
    ServiceRequest remiss = new ServiceRequest();
    remiss.setId("ServiceRequest/" + UUID.randomUUID());
    remiss.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
    remiss.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
    remiss.setSubject(new Reference("Patient/" + who));
    remiss.setRequester(unit(MORA));
    remiss
        .getCode()
        .addCoding(
            clock
                ? new Coding(Canonical.codeSystem("vardtjanst"), "knaprotes", null)
                : new Coding(Terms.KVA, "NGB49", null));
    Extension started = new Extension(Canonical.profile("guarantee-clock"));
    started.addExtension("kind", new CodeType("treatment"));
    started.addExtension("start", new DateType(today.minusDays(85).toString()));
    if (clock) {
      remiss.addExtension(started);
    }
    CareUnits.mark(remiss, MORA);
    return store.update(remiss).getIdElement().getIdPart();
  }

  static Reference unit(String hsaId) {
    return new Reference()
        .setIdentifier(new Identifier().setSystem("urn:oid:1.2.752.29.4.19").setValue(hsaId));
  }
}
