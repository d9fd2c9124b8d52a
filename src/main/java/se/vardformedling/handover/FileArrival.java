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
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.brokering.Report;
import se.vardformedling.brokering.Reports;
import se.vardformedling.enclosure.EnclosureRules;
import se.vardformedling.fhir.Canonical;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.identifier.NamedId;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.Received;
import se.vardformedling.terminology.Concept;
import se.vardformedling.terminology.Terms;
import se.vardformedling.timer.Deadline;

/**
 * Files a message that has come: its documents, itself and what the journal system has to do, all
 * in one transaction, under ids that follow from the message, so that doing it again changes
 * nothing.
 */
@Component
class FileArrival implements Deadline {
  static final String NAME = "file-arrival";
  private final ObjectProvider<Messages> messages;
  private final ArrivalRows arrivals;
  private final Correspondents correspondents;
  private final FhirStore store;
  private final Terms terms;
  private final Reports reports;
  private final HandoverSettings settings;
  private final TransactionTemplate transactions;
  private final Clock clock;

  FileArrival(
      ObjectProvider<Messages> messages,
      ArrivalRows arrivals,
      Correspondents correspondents,
      Handovers.Kept kept,
      Terms terms,
      Reports reports,
      HandoverSettings settings,
      Clock clock) {
    this.messages = messages;
    this.arrivals = arrivals;
    this.correspondents = correspondents;
    this.store = kept.store();
    this.transactions = kept.transactions();
    this.terms = terms;
    this.reports = reports;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String arrivalId) {
    Optional<ArrivalRows.Row> noted = arrivals.find(arrivalId).filter(FileArrival::waits);
    Optional<Received> content =
        noted.flatMap(row -> messages.getObject().received(row.sender(), row.messageId()));
    if (noted.isPresent() && content.isPresent()) {
      Seen seen = look(noted.get(), content.get());
      transactions.executeWithoutResult(
          status ->
              arrivals
                  .lock(arrivalId)
                  .filter(FileArrival::waits)
                  .ifPresent(row -> file(row, content.get(), seen)));
    }
  }

  /**
   * What was found before the transaction, which asks nobody.
   *
   * @param fromOther whether it comes from the order's other unit
   */
  private record Seen(Optional<NationalTask> order, boolean fromOther) {}

  private Seen look(ArrivalRows.Row row, Received content) {
    MessageKind kind = SubjectRules.read(content.subject()).kind();
    Optional<NationalTask> order =
        belonging(row, content).caseId().flatMap(caseId -> correspondents.order(caseId, kind));
    // A person who has looked at it may know better than the catalogue.
    boolean judged = row.reason().equals("connected");
    return new Seen(
        order, judged || order.isEmpty() || correspondents.from(order.get(), kind, row.sender()));
  }

  private static boolean waits(ArrivalRows.Row row) {
    return row.state().equals("arrived");
  }

  /** What a person has said decides. */
  private ThreadRules.Belonging belonging(ArrivalRows.Row row, Received content) {
    return row.caseId().isPresent()
        ? ThreadRules.belonging(row.caseId())
        : ThreadRules.belonging(
            content.caseId(),
            SubjectRules.read(content.subject()).caseId().map(CaseId::value),
            arrivals.caseOfThread(row.conversation()));
  }

  private void file(ArrivalRows.Row row, Received content, Seen seen) {
    SubjectRules.Subject subject = SubjectRules.read(content.subject());
    ThreadRules.Belonging belonging = belonging(row, content);
    if (belonging.caseId().isEmpty()) {
      arrivals.apart(row, belonging.disagreed() ? "cases-differ" : "no-case");
      return;
    }
    String caseId = belonging.caseId().get().value();
    arrivals.holdCase(caseId);
    Optional<NationalTask> order = correspondents.order(belonging.caseId().get(), subject.kind());
    if (!order.map(FileArrival::parties).equals(seen.order().map(FileArrival::parties))) {
      throw new IllegalStateException(
          "the order has changed meanwhile; it is filed at the next try");
    }
    String unit =
        order.flatMap(found -> Correspondents.ours(found, subject.kind())).orElse(settings.unit());
    if (unit.isBlank()) {
      arrivals.waitForOrder(row, caseId);
    } else if (!seen.fromOther()) {
      arrivals.apart(row, "sender-differs");
    } else {
      store(
          known(row, content, subject, caseId, unit),
          content,
          order.flatMap(found -> existing(Task.class, found.id())));
    }
  }

  private ArrivalRows.Row known(
      ArrivalRows.Row row,
      Received content,
      SubjectRules.Subject subject,
      String caseId,
      String unit) {
    ArrivalRows.Row known = row.read(content, subject, caseId, unit);
    if (overtaken(known)) {
      return known.withTask(task(known, recalled(known)));
    }
    // The same part again is the beginning of another packet.
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
    return ofCase(row).stream().anyMatch(recall -> RecallRules.takesBack(told(recall), told(row)));
  }

  private void store(ArrivalRows.Row row, Received content, Optional<Task> order) {
    boolean overtaken = overtaken(row);
    List<String> documents = files(row, content, overtaken);
    String communication = id(row, "message");
    Communication message = TransmissionResource.received(communication, row, content, documents);
    String taskId = row.taskId().orElseThrow();
    Task task =
        existing(Task.class, taskId).orElseGet(() -> ArrivalResource.task(taskId, row, order));
    long there =
        arrivals.siblings(row).stream().filter(o -> o.taskId().equals(row.taskId())).count() + 1;
    ArrivalResource.add(task, row, communication, (int) there);
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
          .filter(earlier -> RecallRules.takesBack(told(row), told(earlier)))
          .forEach(this::takeBack);
    }
    if (row.kind() == MessageKind.DOCUMENTS && there == row.parts() && !overtaken) {
      order.ifPresent(
          found -> reports.report(Report.documentsReceived(found.getIdElement().getIdPart())));
    }
  }

  /** The ids of its documents, which are not to be used if it was recalled before it came. */
  private List<String> files(ArrivalRows.Row row, Received content, boolean overtaken) {
    List<String> documents = new ArrayList<>();
    for (Packet.File file : content.files()) {
      String id = id(row, "file " + documents.size());
      store.update(ArrivalResource.file(id, file, row.unit()));
      DocumentReference document =
          ArrivalResource.document(id, kind(file.name()), file, row, content.confidential());
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
    return arrivals.ofCase(row.caseId().orElseThrow()).stream()
        .filter(other -> other.sender().equals(row.sender()) && other.state().equals("filed"))
        .toList();
  }

  private static RecallRules.Told told(ArrivalRows.Row row) {
    return new RecallRules.Told(row.kind(), row.sent());
  }

  private static List<Object> parties(NationalTask order) {
    return List.of(order.id(), order.owner(), order.requester());
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
