package se.vardformedling.handover;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.brokering.KnownTasks;
import se.vardformedling.fhir.Problem;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Packet;
import se.vardformedling.messaging.Received;
import se.vardformedling.security.Caller;
import se.vardformedling.timer.Timers;

/** Messages that no program may file: a person reads one, and says where it belongs. */
@Component
public class UnfiledMessages {
  private final ArrivalRows arrivals;
  private final Traces traces;
  private final KnownTasks cases;
  private final ObjectProvider<Messages> messages;
  private final TransactionTemplate transactions;
  private final Timers timers;

  UnfiledMessages(
      Traces traces,
      KnownTasks cases,
      ObjectProvider<Messages> messages,
      TransactionTemplate transactions,
      Timers timers) {
    this.arrivals = traces.arrivals();
    this.traces = traces;
    this.cases = cases;
    this.messages = messages;
    this.transactions = transactions;
    this.timers = timers;
  }

  /**
   * A message as it came; it may tell of a patient.
   *
   * @param cases every case that it points at
   */
  public record Message(
      String arrivalId,
      String from,
      Instant received,
      String reason,
      String subject,
      boolean confidential,
      String text,
      List<FileRow> files,
      List<String> cases) {}

  /**
   * A file of it.
   *
   * @param number from 0
   */
  public record FileRow(int number, String name, String type, int bytes) {}

  /**
   * What a file holds.
   *
   * @param name safe to save under
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Content(String name, String type, byte[] bytes) {}

  /** The message, to whoever may say where it belongs; the door logs that it was read. */
  public Message read(Caller caller, String arrivalId) {
    ArrivalRows.Row row = apart(caller, arrivalId);
    Received content = content(row);
    List<Packet.File> files = content.files();
    return new Message(
        arrivalId,
        row.sender(),
        row.received(),
        row.reason(),
        content.subject(),
        content.confidential(),
        content.text(),
        IntStream.range(0, files.size()).mapToObj(n -> file(n, files.get(n))).toList(),
        List.copyOf(traces.of(row, content)));
  }

  /**
   * One of its files.
   *
   * @param number from 0
   */
  public Content file(Caller caller, String arrivalId, int number) {
    List<Packet.File> files = content(apart(caller, arrivalId)).files();
    if (number < 0 || number >= files.size()) {
      throw Problem.NOT_FOUND.at("file", "");
    }
    Packet.File file = files.get(number);
    return new Content(file.name(), file.type(), file.content());
  }

  /** Says which case a message belongs to that says none, or two. */
  public void connect(Caller caller, String arrivalId, CaseId caseId) {
    ArrivalRows.Row row = apart(caller, arrivalId);
    String unit =
        cases.of(caseId).stream()
            .flatMap(task -> Stream.concat(task.owner().stream(), task.requester().stream()))
            .filter(caller.units()::contains)
            .findFirst()
            .orElseThrow(() -> Problem.NOT_FOUND.at("case", ""));
    // Of two cases that a message names it belongs to one of them, and to no third.
    if (row.reason().equals("cases-differ")
        && !traces.of(row, content(row)).contains(caseId.value())) {
      throw Problem.VALUE_INVALID.at("case", "");
    }
    wake(row, arrivals -> arrivals.connect(arrivalId, caseId.value(), unit));
  }

  /** Gives a message that belongs to no case to a unit of the caller's. */
  public void give(Caller caller, String arrivalId, String unit) {
    ArrivalRows.Row row = apart(caller, arrivalId);
    if (!caller.units().contains(unit)) {
      throw Problem.ORGANISATION_NOT_AUTHORISED.because("unit");
    }
    wake(row, arrivals -> arrivals.give(arrivalId, unit));
  }

  private void wake(ArrivalRows.Row row, Predicate<ArrivalRows> decided) {
    Boolean waited =
        transactions.execute(
            status -> {
              boolean now = decided.test(arrivals);
              if (now) {
                timers.now(FileArrival.NAME, FileArrival.timer(row.arrivalId()));
              }
              return now;
            });
    if (!Boolean.TRUE.equals(waited)) {
      throw Problem.ILLEGAL_TRANSITION.at("message", "");
    }
  }

  private ArrivalRows.Row apart(Caller caller, String arrivalId) {
    PacketStatuses.mustWork(caller);
    return arrivals
        .find(arrivalId)
        .filter(row -> row.state().equals("apart"))
        .filter(row -> row.unit().isEmpty() || caller.units().contains(row.unit()))
        .orElseThrow(() -> Problem.NOT_FOUND.at("message", ""));
  }

  private Received content(ArrivalRows.Row row) {
    return Optional.ofNullable(messages.getIfAvailable())
        .flatMap(service -> service.received(row.sender(), row.messageId()))
        .orElseThrow(() -> Problem.NOT_FOUND.at("message", ""));
  }

  private static FileRow file(int number, Packet.File file) {
    return new FileRow(number, file.name(), file.type(), file.content().length);
  }
}
