package se.vardformedling.audit;

import java.util.Date;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import se.vardformedling.fhir.Canonical;

/** An entry of the log as a FHIR AuditEvent. */
final class AuditEventResource {
  private static final String HSA_ID = "urn:oid:1.2.752.29.4.19";
  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String COUNTY = "urn:oid:1.2.752.129.2.2.1.18";

  private AuditEventResource() {}

  static AuditEvent of(LogEntry entry) {
    AuditEvent event = new AuditEvent();
    event.setId(String.valueOf(entry.id()));
    event
        .setType(new Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest", null))
        .setAction(action(entry.action()))
        .setRecorded(Date.from(entry.at()))
        .setOutcome(outcome(entry.outcome()))
        .setOutcomeDesc("HTTP " + entry.status());
    event.addSubtype(new Coding(Canonical.codeSystem("access-action"), entry.action(), null));
    event.addPurposeOfEvent(
        new CodeableConcept(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/v3-ActReason", entry.purpose(), null)));
    agent(event, entry);
    event
        .getSource()
        .getObserver()
        .setIdentifier(new Identifier().setSystem(COUNTY).setValue(entry.region()));
    entities(event, entry);
    return event;
  }

  private static void agent(AuditEvent event, LogEntry entry) {
    AuditEvent.AuditEventAgentComponent agent = event.addAgent().setRequestor(true);
    agent.setAltId(entry.subject());
    agent.addRole(
        new CodeableConcept(new Coding(Canonical.codeSystem("role"), entry.role(), null)));
    if (entry.unit() != null) {
      agent.setWho(
          new Reference()
              .setType("Organization")
              .setIdentifier(new Identifier().setSystem(HSA_ID).setValue(entry.unit())));
    }
    if (entry.commission() != null) {
      event
          .addAgent()
          .setRequestor(false)
          .setWho(
              new Reference()
                  .setType("PractitionerRole")
                  .setIdentifier(new Identifier().setSystem(HSA_ID).setValue(entry.commission())));
    }
    if (entry.recipient() != null) {
      event
          .addAgent()
          .setRequestor(false)
          .setAltId(entry.recipient())
          .setType(new CodeableConcept(new Coding(DICOM, "110152", "Destination Role ID")));
    }
  }

  private static void entities(AuditEvent event, LogEntry entry) {
    entry.entities().forEach(what -> event.addEntity().setWhat(new Reference(what)));
    entry
        .caseIds()
        .forEach(
            id ->
                event
                    .addEntity()
                    .setName(id)
                    .setWhat(
                        new Reference()
                            .setIdentifier(
                                new Identifier().setSystem(Canonical.CASE_ID).setValue(id))));
    event
        .addEntity()
        .setName("X-Request-Id")
        .getWhat()
        .setIdentifier(new Identifier().setValue(entry.requestId().toString()));
    event
        .addEntity()
        .setName("X-Correlation-Id")
        .getWhat()
        .setIdentifier(new Identifier().setValue(entry.correlationId().toString()));
  }

  private static AuditEventAction action(String action) {
    if (action.startsWith("create")) {
      return AuditEventAction.C;
    }
    if (action.startsWith("update") || action.startsWith("patch")) {
      return AuditEventAction.U;
    }
    return action.startsWith("$") || action.startsWith("transaction")
        ? AuditEventAction.E
        : AuditEventAction.R;
  }

  private static AuditEventOutcome outcome(String outcome) {
    return switch (outcome) {
      case "done" -> AuditEventOutcome._0;
      case "refused" -> AuditEventOutcome._4;
      default -> AuditEventOutcome._8;
    };
  }
}
