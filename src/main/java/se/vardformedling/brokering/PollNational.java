package se.vardformedling.brokering;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.Refusal;
import se.vardformedling.timer.Recurring;

/** Asks the national node what has changed for our units, and keeps a copy of it here. */
@Component
class PollNational implements Recurring {
  private static final Logger log = LoggerFactory.getLogger(PollNational.class);

  /**
   * A change that was stored late there may bear an earlier time than one that is known already.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final NationalCases national;
  private final NationalRows rows;
  private final FhirStore store;
  private final TransactionTemplate transactions;
  private final ApplicationEventPublisher events;
  private final Environment environment;
  private volatile boolean away;

  PollNational(
      NationalParts parts,
      @Lazy FhirStore store,
      TransactionTemplate transactions,
      ApplicationEventPublisher events,
      Environment environment) {
    this.national = parts.national();
    this.rows = parts.rows();
    this.store = store;
    this.transactions = transactions;
    this.events = events;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "poll-national-node";
  }

  @Override
  public Duration every() {
    return NationalSettings.of(environment).poll();
  }

  @Override
  public void run() {
    NationalSettings settings = NationalSettings.of(environment);
    if (settings.url().isBlank()) {
      return;
    }
    try {
      Instant known = rows.readUntil();
      Instant from = known.equals(Instant.EPOCH) ? known : known.minus(OVERLAP);
      for (NationalTask task : national.changedAfter(from)) {
        keepAlone(task, settings);
        rows.readUntil(task.changed());
      }
      if (away) {
        log.info("The national node answers again");
      }
      away = false;
    } catch (Refusal refusal) {
      if (!away) {
        log.warn("The national node cannot be asked: {}", refusal.issues().get(0).details());
      }
      away = true;
    }
  }

  /**
   * What cannot be kept is told and passed by, so that it does not hold up all the others; what
   * cannot be kept just now is read again.
   */
  private void keepAlone(NationalTask task, NationalSettings settings) {
    try {
      transactions.executeWithoutResult(status -> keep(task, settings));
    } catch (Refusal refusal) {
      if (refusal.problem() == Problem.UNAVAILABLE) {
        throw refusal;
      }
      log.error("Task {} cannot be kept: {}", task.id(), refusal.problem().code());
    } catch (DataAccessResourceFailureException
        | TransientDataAccessException
        | TransactionException later) {
      throw later;
    } catch (RuntimeException fault) {
      log.error("Task {} cannot be kept", task.id(), fault);
    }
  }

  private void keep(NationalTask task, NationalSettings settings) {
    Set<String> units =
        Stream.concat(task.owner().stream(), task.requester().stream())
            .filter(settings::ours)
            .collect(Collectors.toSet());
    if (units.isEmpty() || !rows.keep(task)) {
      return;
    }
    NationalTask whole =
        rows.tasks(task.caseId()).stream()
            .filter(known -> known.id().equals(task.id()))
            .findFirst()
            .orElse(task);
    if (whole.kind() != NationalTask.Kind.OTHER) {
      store.update(NationalTaskResource.copy(whole, units, rows.needOf(whole.caseId())));
    }
    events.publishEvent(new NationalTaskChanged(whole));
  }
}
