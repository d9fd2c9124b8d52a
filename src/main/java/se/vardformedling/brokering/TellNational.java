package se.vardformedling.brokering;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.identifier.CaseId;
import se.vardformedling.timer.Deadline;
import se.vardformedling.timer.Timers;

/**
 * One try at telling the national node something. It is tried until there is an answer, however
 * long that takes: the next try is set before this one begins.
 */
@Component
class TellNational implements Deadline {
  static final String NAME = "tell-national-node";
  private static final Logger log = LoggerFactory.getLogger(TellNational.class);
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final NationalCases national;
  private final NationalMessages messages;
  private final NationalRows rows;
  private final FhirStore store;
  private final Timers timers;
  private final TransactionTemplate transactions;
  private final Clock clock;

  TellNational(
      NationalParts parts, @Lazy FhirStore store, TransactionTemplate transactions, Timers timers) {
    this.national = parts.national();
    this.messages = parts.messages();
    this.rows = parts.rows();
    this.clock = parts.clock();
    this.store = store;
    this.timers = timers;
    this.transactions = transactions;
  }

  static String timer(UUID id, int attempt) {
    return id + " " + attempt;
  }

  /** Ten seconds, then twice as long each time, at most five minutes. */
  static Duration pause(int attempts) {
    Duration pause = SHORTEST.multipliedBy(1L << Math.min(attempts, 10));
    return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    String[] words = id.split(" ", 2);
    messages
        .find(UUID.fromString(words[0]))
        .filter(row -> row.waits() && row.attempts() == Integer.parseInt(words[1]))
        .ifPresent(this::attempt);
  }

  private void attempt(NationalMessages.Row row) {
    Instant next = clock.instant().plus(pause(row.attempts()));
    transactions.executeWithoutResult(
        status -> {
          messages.tried(row.id());
          timers.at(next, NAME, timer(row.id(), row.attempts() + 1));
        });
    if (messages.waitsBehind(row)) {
      return;
    }
    try {
      tell(row);
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.NATIONAL_NODE_AWAY
          || refusal.problem() == Problem.STALE_VERSION) {
        log.info("The national node was not told ({}); tried again at {}", row.kind(), next);
      } else {
        log.warn("The national node refuses a {}: {}", row.kind(), refusal.problem().code());
        messages.answered(row.id(), "refused", refusal.problem().code());
      }
    }
  }

  private void tell(NationalMessages.Row row) {
    if (row.kind().equals("report")) {
      national.report(row.report(), row.id());
      messages.answered(row.id(), "done", "");
      return;
    }
    CaseId caseId = national.register(row.need(), row.id());
    transactions.executeWithoutResult(
        status -> {
          messages.answered(row.id(), "done", caseId.value());
          rows.pair(row.subject(), caseId, clock.instant());
          ServiceRequest remiss = store.read(ServiceRequest.class, row.subject());
          NationalNeedResource.caseId(remiss, caseId.value());
          store.update(remiss);
        });
    log.info("A need has become case {}", caseId.value());
  }
}
