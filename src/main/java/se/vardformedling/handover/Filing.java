package se.vardformedling.handover;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.OrderResource;
import se.vardformedling.brokering.Report;
import se.vardformedling.brokering.Reports;
import se.vardformedling.enclosure.EnclosureRules;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.identifier.NamedId;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.Received;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;

/**
 * Files a message whose unit is known: its documents, itself and what the journal system has to do,
 * in the caller's transaction, under ids that follow from the message, so that doing it again
 * changes nothing.
 */
@Component
class Filing {
  private final ObjectProvider<Messages> messages;
  private final ArrivalRows arrivals;
  private final FhirStore store;
  private final Terms terms;
  private final Reports reports;
  private final Clock clock;

  Filing(
      ObjectProvider<Messages> messages,
      ArrivalRows arrivals,
      FhirStore store,
      Terms terms,
      Reports reports,
      Clock clock) {
    this.messages = messages;
    this.arrivals = arrivals;
    this.store = store;
    this.terms = terms;
    this.reports = reports;
    this.clock = clock;
  }

  /**
   * Files it.
   *
   * @param read with what its content tells, and the unit that gets it
   */
  void file(ArrivalRows.Row read, Received content, Optional<NationalTask> order) {
    store(
        known(read, content),
        TextRules.fit(content),
        order.flatMap(found -> existing(Task.class, found.id())));
    messages.getObject().answered(read.messageId(), ArrivalRows.NOT_FILED);
  }

  private ArrivalRows.Row known(ArrivalRows.Row known, Received content) {
    if (overtaken(known)) {
      return known.withTask(task(known, recalled(known)));
    }
    if (content.packet().isPresent()) {
      return known.withTask(task(known, "packet " + content.packet().get()));
    }
    // From a sender that does not say which packet it is: the same part again begins another.
    long series =
        arrivals.siblings(known).stream()
            .filter(other -> other.part() == known.part())
            .filter(other -> !other.taskId().equals(Optional.of(task(other, recalled(other)))))
            .count();
    return known.withTask(task(known, String.valueOf(series)));
  }

  /** What a recall has overtaken stands alone: its packet is over, and another may have begun. */
  private static String recalled(ArrivalRows.Row row) {
    return "recalled " + row.messageId();
  }

  private static String task(ArrivalRows.Row row, String series) {
    return NamedId.of(
        String.join(
            "|",
            "task",
            row.sender(),
            row.conversation(),
            row.kind().code(),
            String.valueOf(row.parts()),
            series));
  }

  private boolean overtaken(ArrivalRows.Row row) {
    return ofCase(row).stream()
        .anyMatch(recall -> RecallRules.takesBack(recall.told(), row.told()));
  }

  private void store(ArrivalRows.Row row, Received content, Optional<Task> order) {
    boolean overtaken = overtaken(row);
    List<String> documents = files(row, content, overtaken);
    String communication = id(row, "message");
    Communication message =
        ArrivalResource.protect(
            TransmissionResource.received(communication, row, content, documents),
            content.confidential());
    String taskId = row.taskId().orElseThrow();
    Task task =
        existing(Task.class, taskId).orElseGet(() -> ArrivalResource.task(taskId, row, order));
    long there =
        arrivals.siblings(row).stream().filter(o -> o.taskId().equals(row.taskId())).count() + 1;
    ArrivalResource.add(task, row, communication, (int) there);
    ArrivalResource.protect(task, content.confidential());
    if (overtaken) {
      TransmissionResource.became(message, PacketState.RECALLED, clock.instant());
      ArrivalResource.recall(task, clock.instant());
    }
    store.update(message);
    store.update(task);
    arrivals.filed(row, clock.instant());
    messages.getObject().taken(row.sender(), row.messageId());
    if (row.kind() == MessageKind.RECALL) {
      ofCase(row).stream()
          .filter(earlier -> RecallRules.takesBack(row.told(), earlier.told()))
          .forEach(this::takeBack);
    }
    if (row.kind() == MessageKind.DOCUMENTS && there == row.parts() && !overtaken) {
      order
          .filter(found -> OrderResource.owner(found).equals(Optional.of(row.unit())))
          .ifPresent(
              found -> reports.report(Report.documentsReceived(found.getIdElement().getIdPart())));
    }
  }

  /** The ids of its documents, which are not to be used if it was recalled before it came. */
  private List<String> files(ArrivalRows.Row row, Received content, boolean overtaken) {
    List<String> documents = new ArrayList<>();
    for (Packet.File file : content.files()) {
      String id = id(row, "file " + documents.size());
      boolean marked = content.confidential();
      store.update(ArrivalResource.protect(ArrivalResource.file(id, file, row.unit()), marked));
      DocumentReference document =
          ArrivalResource.protect(
              ArrivalResource.document(id, kind(file.name()), file, row), marked);
      if (overtaken) {
        ArrivalResource.recall(document);
      }
      store.update(document);
      documents.add(id);
    }
    return documents;
  }

  /** What the same sender has sent of the case. */
  private List<ArrivalRows.Row> ofCase(ArrivalRows.Row row) {
    return row.caseId().map(arrivals::ofCase).orElse(List.of()).stream()
        .filter(other -> other.sender().equals(row.sender()) && other.state().equals("filed"))
        .toList();
  }

  /** Asking for what is not there would spoil the transaction; searching for it does not. */
  private <T extends Resource> Optional<T> existing(Class<T> type, String id) {
    return store.readAll(type, List.of(id)).stream().findFirst();
  }

  /** It is not to be used. */
  private void takeBack(ArrivalRows.Row row) {
    Instant now = clock.instant();
    existing(Communication.class, id(row, "message"))
        .ifPresent(
            message -> {
              ArrivalResource.documents(message).forEach(this::recall);
              TransmissionResource.became(message, PacketState.RECALLED, now);
              store.update(message);
            });
    row.taskId()
        .flatMap(id -> existing(Task.class, id))
        .filter(task -> ArrivalResource.recall(task, now))
        .ifPresent(store::update);
  }

  private void recall(String documentId) {
    existing(DocumentReference.class, documentId)
        .ifPresent(
            document -> {
              ArrivalResource.recall(document);
              store.update(document);
            });
  }

  private String kind(String name) {
    return EnclosureRules.kind(
        name,
        terms.all(Canonical.codeSystem("document-kind")).stream()
            .map(Concept::code)
            .collect(Collectors.toList()));
  }

  private static String id(ArrivalRows.Row row, String what) {
    return NamedId.of(String.join("|", "arrival", row.sender(), row.messageId(), what));
  }
}
