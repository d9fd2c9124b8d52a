package se.vardformedling.handover;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import se.vardformedling.carerelation.CareUnitResource;
import se.vardformedling.carerelation.CareUnits;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.messaging.Received;

/** A message over SDK as a Communication, sent or received. */
final class TransmissionResource {
  private static final String PARTICIPANT = Canonical.BASE + "/sid/sdk-participant";
  private static final String URI = "urn:ietf:rfc:3986";

  private TransmissionResource() {}

  /**
   * A message of ours, which is on its way.
   *
   * @param text what is written in it; kept of a recall alone, as the reason
   */
  static Communication sent(
      PacketRows.Row packet, String messageId, List<String> documents, String text) {
    Communication message = of(packet.kind(), messageId);
    message.setId("Communication/" + messageId);
    message.setStatus(Communication.CommunicationStatus.INPROGRESS);
    message.addIdentifier(caseId(packet.caseId()));
    message.addBasedOn(new Reference("Task/" + packet.orderId()));
    message.setSender(CareUnitResource.unit(packet.unit()));
    message.addRecipient(
        packet.toUnit().isEmpty()
            ? participant(packet.to().participant())
            : CareUnitResource.unit(packet.toUnit()));
    message.setSent(Date.from(packet.created()));
    if (packet.kind() == MessageKind.RECALL && !text.isBlank()) {
      message.addPayload().setContent(new StringType(text));
    }
    documents.forEach(
        id -> message.addPayload().setContent(new Reference("DocumentReference/" + id)));
    CareUnits.mark(message, packet.unit());
    return message;
  }

  /** What has become of it: all parts were accepted, or something a person must look at. */
  static void became(Communication message, PacketState state, Instant now) {
    switch (state) {
      case DELIVERED -> {
        message.setStatus(Communication.CommunicationStatus.COMPLETED);
        message.setReceived(Date.from(now));
        message.setStatusReason(null);
      }
      case FAILED -> {
        message.setStatus(Communication.CommunicationStatus.NOTDONE);
        message.setStatusReason(new CodeableConcept().setText("not-delivered"));
      }
      case RECALLED -> {
        message.setStatus(Communication.CommunicationStatus.STOPPED);
        message.setStatusReason(new CodeableConcept().setText("recalled"));
      }
      case SENDING -> {
        message.setStatus(Communication.CommunicationStatus.INPROGRESS);
        message.setStatusReason(null);
      }
    }
  }

  /** A message that has come. */
  static Communication received(
      String id, ArrivalRows.Row row, Received content, List<String> documents) {
    Communication message = of(row.kind(), row.messageId());
    message.setId("Communication/" + id);
    message.setStatus(Communication.CommunicationStatus.COMPLETED);
    row.caseId().ifPresent(caseId -> message.addIdentifier(caseId(caseId)));
    message.setSender(participant(row.sender()));
    message.addRecipient(CareUnitResource.unit(row.unit()));
    message.setSent(Date.from(content.created()));
    message.setReceived(Date.from(row.received()));
    if (!content.text().isBlank()) {
      message.addPayload().setContent(new StringType(content.text()));
    }
    documents.forEach(
        document ->
            message.addPayload().setContent(new Reference("DocumentReference/" + document)));
    CareUnits.mark(message, row.unit());
    return message;
  }

  /** What is written in it; empty when nothing is, or it is not kept. */
  static String text(Communication message) {
    return message.getPayload().stream()
        .map(Communication.CommunicationPayloadComponent::getContent)
        .filter(StringType.class::isInstance)
        .map(text -> ((StringType) text).getValue())
        .collect(Collectors.joining(" "));
  }

  static Identifier caseId(String caseId) {
    return new Identifier().setSystem(Canonical.CASE_ID).setValue(caseId);
  }

  private static Communication of(MessageKind kind, String messageId) {
    Communication message = new Communication();
    message.setIdentifier(
        new ArrayList<>(
            List.of(new Identifier().setSystem(URI).setValue("urn:uuid:" + messageId))));
    message.addCategory(
        new CodeableConcept(
            new Coding(Canonical.codeSystem("message-kind"), kind.code(), kind.words())));
    return message;
  }

  private static Reference participant(String participant) {
    return new Reference()
        .setIdentifier(new Identifier().setSystem(PARTICIPANT).setValue(participant));
  }
}
