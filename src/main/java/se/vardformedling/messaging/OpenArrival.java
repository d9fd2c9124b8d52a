package se.vardformedling.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import se.vardformedling.fhir.RefusedStart;
import se.vardformedling.messaging.key.KeyRing;
import se.vardformedling.messaging.sdk.Acknowledgement;
import se.vardformedling.messaging.sdk.Envelope;
import se.vardformedling.messaging.sdk.Finding;
import se.vardformedling.messaging.sdk.Inbound;
import se.vardformedling.messaging.sdk.Opened;
import se.vardformedling.messaging.sdk.Outbound;
import se.vardformedling.timer.BusyException;
import se.vardformedling.timer.Deadline;

/** Opens what has come, stores what is accepted, and answers: all of it or nothing. */
class OpenArrival implements Deadline {
  static final String NAME = "open-arrival";
  private static final Logger log = LoggerFactory.getLogger(OpenArrival.class);

  /** Above this size, in bytes, opening takes long and wants memory. */
  private static final int LARGE = 1_000_000;

  private static final int LARGE_AT_ONCE = 2;

  /** After its arrival. */
  private static final Duration WHILE_AWAY = Duration.ofHours(24);

  private static final Duration WHILE_WRONG = Duration.ofHours(1);

  /** About what opening the largest takes. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Semaphore large = new Semaphore(LARGE_AT_ONCE);
  private final Parts parts;
  private final Inbound inbound;
  private final Outbound outbound;
  private final KeyRing keys;
  private final Answers answers;
  private final ApplicationEventPublisher events;

  OpenArrival(
      Parts parts,
      Inbound inbound,
      Outbound outbound,
      KeyRing keys,
      Answers answers,
      ApplicationEventPublisher events) {
    this.parts = parts;
    this.inbound = inbound;
    this.outbound = outbound;
    this.keys = keys;
    this.answers = answers;
    this.events = events;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int slow() {
    return LARGE_AT_ONCE;
  }

  @Override
  public void due(String arrivalId) {
    if (parts.inbox().size(arrivalId) < LARGE) {
      attempt(arrivalId);
      return;
    }
    if (!large.tryAcquire()) {
      throw new BusyException(SOON);
    }
    try {
      attempt(arrivalId);
    } finally {
      large.release();
    }
  }

  private void attempt(String arrivalId) {
    try {
      open(arrivalId);
    } catch (RuntimeException e) {
      if (!Boolean.TRUE.equals(parts.transactions().execute(status -> givenUp(arrivalId, e)))) {
        throw e;
      }
    }
  }

  /** It is tried again, for a while; meanwhile and after that somebody can see that it waits. */
  private boolean givenUp(String arrivalId, RuntimeException fault) {
    Instant longAgo = parts.clock().instant().minus(later(fault) ? WHILE_AWAY : WHILE_WRONG);
    boolean over = parts.inbox().waitsSince(arrivalId).filter(longAgo::isAfter).isPresent();
    if (over) {
      log.error("Arrival {} cannot be opened", arrivalId, fault);
      parts.evidence().settle(arrivalId, "not-opened", "the program");
      String why = "Not opened: " + fault.getClass().getSimpleName();
      dropped(arrivalId, new Opened.Dropped(Optional.empty(), why));
    } else {
      parts.evidence().ask(arrivalId, "not-opened");
    }
    return over;
  }

  /** Whether the message has no part in it: the directory, the database or a key is not there. */
  private static boolean later(RuntimeException fault) {
    return fault instanceof Surroundings.NotNowException
        || fault instanceof DataAccessException
        || fault instanceof TransactionException
        || fault instanceof RefusedStart;
  }

  private void open(String arrivalId) {
    parts
        .inbox()
        .waiting(arrivalId)
        .ifPresent(
            waiting -> {
              Opened opened =
                  inbound.open(
                      waiting.envelope(), waiting.labels(), waiting.party(), keys.organisation());
              parts
                  .transactions()
                  .executeWithoutResult(
                      status -> {
                        parts.evidence().settle(arrivalId, "opened");
                        if (opened instanceof Opened.Accepted accepted) {
                          accepted(arrivalId, accepted);
                        } else if (opened instanceof Opened.Rejected rejected) {
                          rejected(arrivalId, rejected);
                        } else if (opened instanceof Opened.Answered answered) {
                          answered(arrivalId, answered, waiting.envelope());
                        } else if (opened instanceof Opened.Dropped dropped) {
                          dropped(arrivalId, dropped);
                        }
                      });
            });
  }

  private void accepted(String arrivalId, Opened.Accepted accepted) {
    String id = accepted.message().id();
    Set<String> cases =
        ReceivedMessages.cases(accepted.message(), parts.profile().caseReferenceRoot());
    Optional<String> caseId = cases.size() == 1 ? cases.stream().findFirst() : Optional.empty();
    if (!parts.inbox().opened(arrivalId, "accepted", id)) {
      return;
    }
    if (!parts
        .inbox()
        .accept(accepted.message(), caseId, accepted.content(), parts.clock().instant())) {
      // Another transfer of the same message was accepted while this one was being opened.
      answer(
          accepted.envelope(),
          List.of(
              new Finding(
                  Finding.Reason.BV, "duplicate", Finding.NOWHERE, "messageId is not unique")));
      return;
    }
    parts
        .evidence()
        .note(
            id,
            "accepted",
            "arrival "
                + arrivalId
                + ", signed by "
                + accepted.signer()
                + (accepted.scanned() ? ", scanned for malware" : ", not scanned for malware"),
            accepted.signature());
    answer(accepted.envelope(), List.of());
    events.publishEvent(
        new MessageReceived(
            accepted.envelope().from(), id, accepted.message().conversation(), caseId));
  }

  private void rejected(String arrivalId, Opened.Rejected rejected) {
    Envelope envelope = rejected.envelope();
    List<Finding> findings = rejected.findings();
    // Of a message that nobody is known to have signed, not even the id says anything.
    if (!parts.inbox().opened(arrivalId, "rejected", rejected.verified() ? envelope.id() : null)) {
      return;
    }
    String why =
        findings.stream()
            .map(finding -> finding.reason() + "/" + finding.detail() + " at " + finding.path())
            .collect(Collectors.joining(", "));
    log.warn("Message {} is rejected: {}", envelope.id(), why);
    parts.evidence().note(envelope.id(), "rejected", "arrival " + arrivalId + ", " + why);
    if (findings.stream().anyMatch(finding -> finding.detail().equals("forbidden"))) {
      parts.evidence().ask(envelope.id(), "malware");
    }
    answer(envelope, findings);
  }

  private void answered(String arrivalId, Opened.Answered answered, byte[] envelope) {
    if (parts.inbox().opened(arrivalId, "answered", answered.answer().about())) {
      answers.take(answered.answer(), answered.signer(), envelope);
    }
  }

  private void dropped(String arrivalId, Opened.Dropped dropped) {
    if (parts
        .inbox()
        .opened(arrivalId, "dropped", dropped.envelope().map(Envelope::id).orElse(null))) {
      log.error("Arrival {} cannot be answered: {}", arrivalId, dropped.why());
      parts.evidence().note(arrivalId, "dropped", dropped.why());
      parts.evidence().ask(arrivalId, "dropped");
    }
  }

  private void answer(Envelope envelope, List<Finding> findings) {
    Acknowledgement answer =
        new Acknowledgement(
            UUID.randomUUID().toString(),
            parts.clock().instant(),
            parts.settings().participant(),
            envelope.from(),
            envelope.id(),
            findings);
    byte[] sealed = outbound.answer(answer, envelope.function(), keys.signing(answer.at()));
    Outbox.Row row =
        new Outbox.Row(
            answer.id(),
            "answer",
            answer.id(),
            1,
            1,
            answer.id(),
            "",
            envelope.from(),
            "",
            parts.settings().transferId(),
            MessageState.QUEUED,
            0,
            0,
            "");
    parts
        .outbox()
        .add(
            row,
            Optional.of(envelope.id()),
            new Outbox.Content(null, sealed),
            parts.clock().instant());
    parts.evidence().note(envelope.id(), "answered", answer.accepted() ? "ACCEPTED" : "REJECTED");
    parts.timers().now(SendMessage.NAME, SendMessage.timer(answer.id(), 0));
  }
}
