package se.vardformedling.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.hl7.fhir.r4.model.Subscription;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import se.vardformedling.audit.Sent;
import se.vardformedling.fhir.FhirStore;
import se.vardformedling.security.Sight;
import se.vardformedling.timer.Deadline;
import se.vardformedling.timer.Timers;

/**
 * Tells one subscriber what waits for it, in order and one at a time: whoever holds the lease on
 * its row delivers, and the network is never inside a transaction.
 */
@Component
class DeliverChanges implements Deadline {
  static final String NAME = "deliver-notifications";
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final Outbox outbox;
  private final Sender sender;
  private final Sight sight;
  private final FhirStore store;
  private final Timers timers;
  private final NotifySettings settings;
  private final TransactionTemplate transactions;
  private final Sent log;
  private final Clock clock;

  /** A node's own business: whoever gets none here comes again in a moment. */
  final Semaphore turns = new Semaphore(DeliveryRules.TURNS);

  DeliverChanges(
      Outbox outbox,
      Sender sender,
      Sight sight,
      @Lazy FhirStore store,
      Timers timers,
      NotifySettings settings,
      TransactionTemplate transactions,
      Sent log,
      Clock clock) {
    this.outbox = outbox;
    this.sender = sender;
    this.sight = sight;
    this.store = store;
    this.timers = timers;
    this.settings = settings;
    this.transactions = transactions;
    this.log = log;
    this.clock = clock;
  }

  private record Work(Subscriber to, Change change) {}

  static String instance(String subscriptionId, String because) {
    return subscriptionId + "#" + because;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void due(String id) {
    String subscription = id.substring(0, id.indexOf('#'));
    if (!turns.tryAcquire()) {
      comeAgain(subscription);
      return;
    }
    try {
      deliver(subscription, UUID.randomUUID().toString());
    } finally {
      turns.release();
    }
  }

  /**
   * All that wake for one subscriber in the same second are one, which is not the one at hand. In
   * no transaction: of two who ask for it at once, one finds it there.
   */
  private void comeAgain(String subscription) {
    Instant next = clock.instant().plus(DeliveryRules.NEXT_TURN);
    timers.at(next, NAME, instance(subscription, "turn." + next.getEpochSecond()));
  }

  private void deliver(String subscription, String lease) {
    Instant began = clock.instant();
    for (int told = 0;
        !DeliveryRules.enough(told, Duration.between(began, clock.instant()));
        told++) {
      Optional<Work> work = inTransaction(() -> claim(subscription, lease));
      if (work.isEmpty()) {
        return;
      }
      Optional<String> failure = sender.send(work.get().to(), work.get().change());
      inTransaction(() -> finish(work.get(), lease, failure));
    }
    // The others wait their turn too.
    inTransaction(() -> goOn(subscription, lease));
  }

  private <T> T inTransaction(java.util.function.Supplier<T> what) {
    return java.util.Objects.requireNonNull(transactions.execute(status -> what.get()));
  }

  /**
   * The oldest change that waits, if this is the one to deliver it. Who finds the row leased leaves
   * it: its holder looks again, under the lock, before it lets go.
   */
  private Optional<Work> claim(String subscription, String lease) {
    Instant now = clock.instant();
    Optional<Subscriber> row = outbox.lock(subscription);
    if (row.isEmpty() || held(row.get(), lease, now)) {
      return Optional.empty();
    }
    Subscriber to = row.get();
    if (over(to, now) || to.notBefore().filter(now::isBefore).isPresent()) {
      outbox.lease(to.id(), null, null);
      return Optional.empty();
    }
    Optional<Change> next = visible(to);
    if (next.isEmpty()) {
      outbox.lease(to.id(), null, null);
      return Optional.empty();
    }
    if (!lease.equals(to.lease())) {
      outbox.lease(to.id(), lease, now.plus(LEASE));
      // If this node dies meanwhile, the rest is told when its lease has run out.
      timers.at(now.plus(LEASE).plusSeconds(1), NAME, instance(to.id(), "watch." + lease));
    }
    Change change = next.get();
    log.to(
        to.owner(),
        "notify " + change.type(),
        change.type() + "/" + change.resourceId(),
        "Subscription/" + to.id(),
        UUID.fromString(change.id()));
    return Optional.of(new Work(to, change));
  }

  /** Off already, or turned off here: its time is out, or its owner has no rights any more. */
  private boolean over(Subscriber to, Instant now) {
    boolean stands = sight.stands(to.owner());
    if (to.active() && (to.ended(now) || !stands)) {
      outbox.failures(to.id(), 0, false, null);
      show(to.id(), "off", stands ? "" : "its owner is not registered here any more");
      return true;
    }
    return !to.active();
  }

  /** What its owner may no longer see is not told. */
  private Optional<Change> visible(Subscriber to) {
    Optional<Change> next = outbox.oldest(to.id());
    while (next.isPresent()
        && !store
            .find(next.get().type(), next.get().resourceId())
            .map(resource -> sight.sees(to.owner(), resource))
            .orElse(false)) {
      outbox.done(next.get(), "not-visible");
      next = outbox.oldest(to.id());
    }
    return next;
  }

  private boolean finish(Work work, String lease, Optional<String> failure) {
    String id = work.to().id();
    Optional<Subscriber> row = outbox.lock(id);
    if (row.isEmpty() || !lease.equals(row.get().lease())) {
      // It took so long that another has taken over; the receiver tells a repetition by its id.
      return false;
    }
    Subscriber now = row.get();
    if (failure.isEmpty()) {
      outbox.done(work.change(), "delivered");
      if (now.failures() > 0) {
        outbox.failures(id, 0, now.active(), null);
        show(id, now.active() ? "active" : "off", "");
      }
      return true;
    }
    int failures = now.failures() + 1;
    String status = now.active() ? DeliveryRules.status(failures) : "off";
    Instant again = clock.instant().plus(DeliveryRules.wait(failures, settings.firstRetry()));
    outbox.failures(id, failures, !status.equals("off"), again);
    outbox.lease(id, null, null);
    if (!status.equals("active")) {
      show(id, status, failures + " failures in a row: " + failure.get());
    }
    if (!status.equals("off")) {
      timers.at(again, NAME, instance(id, "retry." + work.change().seq() + "." + failures));
    }
    return false;
  }

  private boolean goOn(String subscription, String lease) {
    outbox
        .lock(subscription)
        .filter(row -> lease.equals(row.lease()))
        .ifPresent(
            row -> {
              outbox.lease(subscription, null, null);
              timers.at(clock.instant(), NAME, instance(subscription, "more." + lease));
            });
    return true;
  }

  private static boolean held(Subscriber row, String lease, Instant now) {
    return row.lease() != null
        && !row.lease().equals(lease)
        && row.leaseUntil().filter(now::isBefore).isPresent();
  }

  private void show(String id, String status, String error) {
    store
        .find(Subscription.class, id)
        .filter(
            subscription ->
                !SubscriptionResource.status(subscription).equals(status)
                    || !SubscriptionResource.error(subscription).orElse("").equals(error))
        .ifPresent(
            subscription -> {
              SubscriptionResource.status(subscription, status, error);
              store.update(subscription);
            });
  }
}
