package se.vardformedling.handover;

import java.util.Date;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** The answers about packets as Parameters. */
final class PacketStatusResource {
  private PacketStatusResource() {}

  static Parameters answer(Handovers.Sent sent) {
    Parameters answer = new Parameters();
    answer.addParameter("caseId", sent.caseId());
    answer.addParameter("packetId", sent.packetId());
    sent.messageIds()
        .forEach(
            id -> answer.addParameter().setName("message").setValue(ref("Communication/" + id)));
    return answer;
  }

  static Parameters answer(PacketStatus status) {
    Parameters answer = new Parameters();
    answer.addParameter("caseId", status.caseId());
    if (!status.area().isEmpty()) {
      answer.addParameter().setName("area").setValue(new CodeType(status.area()));
    }
    answer.addParameter().setName("files").setValue(new IntegerType(status.files().count()));
    answer.addParameter().setName("bytes").setValue(new DecimalType(status.files().bytes()));
    status.checklist().forEach(line -> line(answer.addParameter().setName("checklist"), line));
    status.sent().forEach(row -> sent(answer.addParameter().setName("sent"), row));
    status.received().forEach(row -> received(answer.addParameter().setName("received"), row));
    return answer;
  }

  private static void line(ParametersParameterComponent to, PacketStatus.Line line) {
    part(to, "kind", new CodeType(line.kind()));
    part(to, "required", new BooleanType(line.required()));
    part(to, "there", new BooleanType(line.there()));
  }

  private static void sent(ParametersParameterComponent to, PacketStatus.PacketRow row) {
    part(to, "packetId", new StringType(row.packetId()));
    part(to, "kind", new CodeType(row.kind().code()));
    part(to, "state", new CodeType(row.state().code()));
    part(to, "sent", new InstantType(Date.from(row.sent())));
    if (!row.missing().isEmpty()) {
      part(to, "missing", new StringType(row.missing()));
    }
    for (PacketStatus.MessageRow message : row.messages()) {
      ParametersParameterComponent one = to.addPart().setName("message");
      part(one, "reference", ref("Communication/" + message.messageId()));
      part(one, "part", new IntegerType(message.part()));
      part(one, "parts", new IntegerType(message.parts()));
      part(one, "state", new CodeType(message.state()));
      part(one, "attempts", new IntegerType(message.attempts()));
      if (!message.failure().isEmpty()) {
        part(one, "failure", new StringType(message.failure()));
      }
    }
  }

  private static void received(ParametersParameterComponent to, PacketStatus.ArrivalRow row) {
    part(to, "kind", new CodeType(row.kind().code()));
    part(to, "state", new CodeType(row.state()));
    part(to, "received", new InstantType(Date.from(row.received())));
    part(to, "part", new IntegerType(row.part()));
    part(to, "parts", new IntegerType(row.parts()));
    row.taskId().ifPresent(id -> part(to, "task", ref("Task/" + id)));
  }

  private static void part(ParametersParameterComponent to, String name, Type value) {
    to.addPart().setName(name).setValue(value);
  }

  private static Reference ref(String reference) {
    return new Reference(reference);
  }
}
