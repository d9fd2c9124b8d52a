package se.vardformedling.handover;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.enclosure.EnclosureRules;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.messaging.Packet;

/** What has come, as the receiving journal system finds it. */
final class ArrivalResource {
  private static final String TASK_CODE = "documents-received";

  private static final String MARK = "sekretessmarkering";

  private ArrivalResource() {}

  /** What the sender has marked is so in all that came, to whoever reads a part of it alone. */
  static <T extends Resource> T protect(T resource, boolean confidential) {
    String labels = Canonical.codeSystem("security-label");
    if (confidential && resource.getMeta().getSecurity(labels, MARK) == null) {
      resource.getMeta().addSecurity(labels, MARK, null);
    }
    return resource;
  }

  static Binary file(String id, Packet.File file, String unit) {
    Binary binary = new Binary();
    binary.setId("Binary/" + id);
    binary.setContentType(EnclosureRules.bare(file.type()));
    binary.setData(file.content());
    CareUnits.mark(binary, unit);
    return binary;
  }

  /**
   * A document.
   *
   * @param id of it and of its Binary
   * @param kind a code of CodeSystem document-kind
   */
  static DocumentReference document(String id, String kind, Packet.File file, ArrivalRows.Row row) {
    DocumentReference document = new DocumentReference();
    document.setId("DocumentReference/" + id);
    document.setMasterIdentifier(
        new Identifier().setSystem("urn:ietf:rfc:3986").setValue("urn:uuid:" + id));
    row.caseId().ifPresent(caseId -> document.addIdentifier(TransmissionResource.caseId(caseId)));
    document.setStatus(Enumerations.DocumentReferenceStatus.CURRENT);
    document.setType(
        new CodeableConcept(new Coding(Canonical.codeSystem("document-kind"), kind, null)));
    document.setDate(Date.from(row.received()));
    document.setCustodian(CareUnitResource.unit(row.unit()));
    document
        .addContent()
        .setAttachment(
            new Attachment()
                .setContentType(EnclosureRules.bare(file.type()))
                .setUrl("Binary/" + id)
                .setTitle(file.name())
                .setSize(file.content().length)
                .setHash(sha1(file.content())));
    CareUnits.mark(document, row.unit());
    return document;
  }

  static ReceivedDocuments.Row row(DocumentReference document) {
    Attachment file = document.getContentFirstRep().getAttachment();
    String id = document.getIdElement().getIdPart();
    return new ReceivedDocuments.Row(
        id,
        String.valueOf(document.getType().getCodingFirstRep().getCode()),
        file.hasTitle() ? file.getTitle() : id,
        document.hasDate() ? document.getDate().toInstant() : Instant.EPOCH,
        file.getSize(),
        document.getStatus() != Enumerations.DocumentReferenceStatus.CURRENT);
  }

  static byte[] bytes(Binary file) {
    return file.getData();
  }

  /** What the journal system has to do; it takes it, and closes it when it is done. */
  static Task task(String id, ArrivalRows.Row row, Optional<Task> order) {
    Task task = new Task();
    task.setId("Task/" + id);
    row.caseId().ifPresent(caseId -> task.setGroupIdentifier(TransmissionResource.caseId(caseId)));
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setCode(
        new CodeableConcept(new Coding(Canonical.codeSystem("task-kind"), TASK_CODE, null)));
    task.setAuthoredOn(Date.from(row.received()));
    task.setOwner(CareUnitResource.unit(row.unit()));
    order.ifPresent(
        found -> task.addPartOf(new Reference("Task/" + found.getIdElement().getIdPart())));
    CareUnits.mark(task, row.unit());
    return task;
  }

  /** Adds a part; the Task says whether all parts are there. */
  static void add(Task task, ArrivalRows.Row row, String communication, int partsThere) {
    Reference message = new Reference("Communication/" + communication);
    boolean there =
        task.getInput().stream()
            .anyMatch(
                input ->
                    input.getValue() instanceof Reference reference
                        && message.getReference().equals(reference.getReference()));
    if (!there) {
      task.addInput()
          .setType(
              new CodeableConcept(
                  new Coding(
                      Canonical.codeSystem("message-kind"), row.kind().code(), row.kind().words())))
          .setValue(message);
    }
    if (!task.hasFocus()) {
      task.setFocus(message);
    }
    boolean whole = partsThere >= row.parts();
    task.setBusinessStatus(
        new CodeableConcept().setText(whole ? "complete" : partsThere + " of " + row.parts()));
  }

  /** What was sent should not have been: the documents are not to be used. */
  static void recall(DocumentReference document) {
    document.setStatus(Enumerations.DocumentReferenceStatus.ENTEREDINERROR);
  }

  static boolean recalled(DocumentReference document) {
    return document.getStatus() == Enumerations.DocumentReferenceStatus.ENTEREDINERROR;
  }

  static boolean recall(Task task, Instant now) {
    boolean open =
        List.of(Task.TaskStatus.REQUESTED, Task.TaskStatus.RECEIVED, Task.TaskStatus.ACCEPTED)
            .contains(task.getStatus());
    if (open) {
      task.setStatus(Task.TaskStatus.CANCELLED);
      task.setStatusReason(new CodeableConcept().setText("recalled"));
      task.setLastModified(Date.from(now));
    }
    return open;
  }

  /** The documents of a message. */
  static List<String> documents(org.hl7.fhir.r4.model.Communication message) {
    return message.getPayload().stream()
        .filter(payload -> payload.getContent() instanceof Reference)
        .map(payload -> ((Reference) payload.getContent()).getReferenceElement().getIdPart())
        .toList();
  }

  private static byte[] sha1(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
