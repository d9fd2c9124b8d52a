package se.vardformedling.handover;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.brokering.NationalTask;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.messaging.Messages;
import se.vardformedling.messaging.Received;
import se.vardformedling.timer.BusyException;
import se.vardformedling.timer.Deadline;

/**
 * Finds out whose a message is that has come, and has it filed in one transaction. What cannot be
 * filed is seen by a person, whether it is tried again or not.
 */
@Component
class FileArrival implements Deadline {
  static final String NAME = "file-arrival";
  private static final Logger log = LoggerFactory.getLogger(FileArrival.class);
  private static final Duration SOON = Duration.ofSeconds(5);
  private final ObjectProvider<Messages> messages;
  private final ArrivalRows arrivals;
  private final Traces traces;
  private final Correspondents correspondents;
  private final Filing filing;
  private final HandoverSettings settings;
  private final TransactionTemplate transactions;

  FileArrival(
      ObjectProvider<Messages> messages,
      Traces traces,
      Correspondents correspondents,
      Filing filing,
      HandoverSettings settings,
      TransactionTemplate transactions) {
    this.messages = messages;
    this.arrivals = traces.arrivals();
    this.traces = traces;
    this.correspondents = correspondents;
    this.filing = filing;
    this.settings = settings;
    this.transactions = transactions;
  }

  /**
   * Of a wake-up of its own: one that is being carried out at this moment has seen the message as
   * it was before, and takes its timer with it when it is done.
   */
  static String timer(String arrivalId) {
    return arrivalId + " " + UUID.randomUUID();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    String arrivalId = id.split(" ", 2)[0];
    try {
      find(arrivalId);
    } catch (BusyException later) {
      throw later;
    } catch (RuntimeException e) {
      if (!(e instanceof Refusal refusal && refusal.problem().status() >= 500)) {
        tell(arrivalId, e);
      }
      if (!hopeless(e)) {
        throw e;
      }
    }
  }

  /** What is refused for what it is will be refused again. */
  private static boolean hopeless(RuntimeException e) {
    return e instanceof BaseServerResponseException answer
        && answer.getStatusCode() < 500
        && !(e instanceof ResourceVersionConflictException);
  }

  private void tell(String arrivalId, RuntimeException e) {
    log.error("The message of arrival {} cannot be filed", arrivalId, e);
    transactions.executeWithoutResult(
        status ->
            arrivals
                .lock(arrivalId)
                .filter(FileArrival::waits)
                .ifPresent(
                    row -> {
                      if (hopeless(e)) {
                        arrivals.apart(row, ArrivalRows.NOT_FILED);
                      } else {
                        messages.getObject().ask(row.messageId(), ArrivalRows.NOT_FILED);
                      }
                    }));
  }

  private void find(String arrivalId) {
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
        traces
            .belonging(row, content)
            .caseId()
            .flatMap(caseId -> correspondents.order(caseId, kind));
    // A person who has looked at it may know better than the catalogue.
    boolean fromOther =
        row.connected()
            || order.filter(one -> correspondents.from(one, kind, row.sender())).isPresent();
    return new Seen(order, fromOther);
  }

  private static boolean waits(ArrivalRows.Row row) {
    return row.state().equals("arrived");
  }

  private void file(ArrivalRows.Row row, Received content, Seen seen) {
    SubjectRules.Subject subject = SubjectRules.read(content.subject());
    if (row.reason().equals(ArrivalRows.TO_UNIT)) {
      filing.file(
          row.read(content, subject, Optional.empty(), row.unit()), content, Optional.empty());
      return;
    }
    ThreadRules.Belonging belonging = traces.belonging(row, content);
    if (belonging.caseId().isEmpty()) {
      ofNoCase(row, content, subject, belonging.disagreed());
      return;
    }
    String caseId = belonging.caseId().get().value();
    arrivals.holdCase(caseId);
    Optional<NationalTask> order = correspondents.order(belonging.caseId().get(), subject.kind());
    if (!order.map(FileArrival::parties).equals(seen.order().map(FileArrival::parties))) {
      // The order has changed since it was looked at.
      throw new BusyException(SOON);
    }
    Optional<String> unit =
        order.flatMap(
            found ->
                correspondents
                    .sides(found, subject.kind())
                    .unit(row.connected() ? row.unit() : ""));
    if (unit.isEmpty()) {
      arrivals.waitForOrder(row, caseId);
    } else if (!seen.fromOther()) {
      arrivals.apart(row, "sender-differs");
    } else {
      filing.file(row.read(content, subject, Optional.of(caseId), unit.get()), content, order);
    }
  }

  /** Two cases are for a person to choose between; no case is for the unit that takes such. */
  private void ofNoCase(
      ArrivalRows.Row row, Received content, SubjectRules.Subject subject, boolean two) {
    if (two || settings.unit().isBlank()) {
      arrivals.apart(row, two ? "cases-differ" : "no-case");
    } else {
      filing.file(
          row.read(content, subject, Optional.empty(), settings.unit()), content, Optional.empty());
    }
  }

  private static List<Object> parties(NationalTask order) {
    return List.of(order.id(), order.owner(), order.requester());
  }
}
