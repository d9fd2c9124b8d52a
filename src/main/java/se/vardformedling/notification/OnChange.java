package se.vardformedling.notification;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import se.vardformedling.fhir.Problem;
import se.vardformedling.fhir.StorageInterceptor;
import se.vardformedling.security.Caller;
import se.vardformedling.security.Sight;
import se.vardformedling.timer.Timers;

/** Subscriptions on their way in, and every change that somebody wants to be told of. */
@Component
@Interceptor
@Order(500)
class OnChange implements StorageInterceptor {
  private static final int LONGEST_REASON = 100;

  private final Outbox outbox;
  private final NotifySettings settings;
  private final Sight sight;
  private final Timers timers;
  private final Clock clock;

  OnChange(Outbox outbox, NotifySettings settings, Sight sight, Timers timers, Clock clock) {
    this.outbox = outbox;
    this.settings = settings;
    this.sight = sight;
    this.timers = timers;
    this.clock = clock;
  }

  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = -90)
  public void subscribe(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Subscription subscription && !internal(request)) {
      check(subscription);
      if (!SubscriptionResource.status(subscription).equals("requested")) {
        throw Problem.VALUE_INVALID.at("Subscription.status", "requested");
      }
      if (outbox.active(Caller.current()) >= DeliveryRules.MOST) {
        throw tooMany();
      }
      SubscriptionResource.status(subscription, "active", "");
    }
  }

  /** Its owner turns it off, or asks for it again. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = -90)
  public void change(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    if (after instanceof Subscription subscription && !internal(request)) {
      check(subscription);
      String asked = SubscriptionResource.status(subscription);
      boolean begins =
          !asked.equals("off")
              && before instanceof Subscription old
              && SubscriptionResource.status(old).equals("off");
      if (begins && outbox.active(Caller.current()) >= DeliveryRules.MOST) {
        throw tooMany();
      }
      if (!Set.of("requested", "active", "off").contains(asked)) {
        throw Problem.VALUE_INVALID.at("Subscription.status", "requested or off");
      }
      SubscriptionResource.status(subscription, asked.equals("off") ? "off" : "active", "");
    }
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED, order = 500)
  public void created(IBaseResource resource, @Nullable RequestDetails request) {
    follow(resource, request);
  }

  @Hook(value = Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED, order = 500)
  public void updated(IBaseResource before, IBaseResource after, @Nullable RequestDetails request) {
    follow(after, request);
  }

  private void follow(IBaseResource resource, @Nullable RequestDetails request) {
    if (resource instanceof Subscription subscription) {
      if (!internal(request)) {
        keep(subscription);
      }
      return;
    }
    Set<String> topics = SubscriptionResource.topics(resource);
    if (!topics.isEmpty()) {
      outbox.interested(topics).stream()
          .filter(subscriber -> sight.sees(subscriber.owner(), resource))
          .forEach(subscriber -> tell(subscriber, resource));
    }
  }

  private void tell(Subscriber subscriber, IBaseResource resource) {
    String id = String.valueOf(resource.getIdElement().getIdPart());
    String version = String.valueOf(resource.getIdElement().getVersionIdPart());
    if (outbox.add(subscriber.id(), resource.fhirType(), id, version)) {
      timers.at(
          clock.instant(),
          DeliverChanges.NAME,
          DeliverChanges.instance(subscriber.id(), id + "." + version));
    }
  }

  private void keep(Subscription subscription) {
    String id = subscription.getIdElement().getIdPart();
    boolean active = SubscriptionResource.status(subscription).equals("active");
    outbox.keep(
        new Subscriber(
            id,
            SubscriptionResource.criteria(subscription),
            SubscriptionResource.endpoint(subscription),
            SubscriptionResource.payload(subscription).isPresent(),
            active,
            SubscriptionResource.ends(subscription),
            Caller.current(),
            0,
            Optional.empty(),
            null,
            Optional.empty()));
    if (active) {
      // What waited while it was off is told now.
      timers.at(
          clock.instant(),
          DeliverChanges.NAME,
          DeliverChanges.instance(id, "asked." + subscription.getIdElement().getVersionIdPart()));
    }
  }

  private void check(Subscription subscription) {
    if (!DeliveryRules.CRITERIA.contains(SubscriptionResource.criteria(subscription))) {
      throw Problem.VALUE_INVALID.at(
          "Subscription.criteria", "one of " + DeliveryRules.CRITERIA.stream().sorted().toList());
    }
    if (!SubscriptionResource.restHook(subscription)
        || !SubscriptionResource.payload(subscription)
            .orElse(SubscriptionResource.JSON)
            .equals(SubscriptionResource.JSON)) {
      throw Problem.VALUE_INVALID.at(
          "Subscription.channel", "rest-hook with payload application/fhir+json or none");
    }
    if (SubscriptionResource.carriesMore(subscription)) {
      throw Problem.VALUE_INVALID.at(
          "Subscription", "no channel.header and no contact: what is sent is signed instead");
    }
    if (SubscriptionResource.reason(subscription).length() > LONGEST_REASON) {
      throw Problem.VALUE_INVALID.at(
          "Subscription.reason", "at most " + LONGEST_REASON + " characters");
    }
    bound(subscription);
    DeliveryRules.objection(SubscriptionResource.endpoint(subscription), settings.allowed())
        .ifPresent(
            wrong -> {
              throw Problem.VALUE_INVALID.at("Subscription.channel.endpoint", wrong);
            });
  }

  private static RuntimeException tooMany() {
    return Problem.VALUE_INVALID.at(
        "Subscription", "at most " + DeliveryRules.MOST + " active ones of the same owner");
  }

  /** Nobody is told for ever: the owner asks again, by the rights that it then has. */
  private void bound(Subscription subscription) {
    Instant latest = DeliveryRules.latestEnd(Caller.current().isSystem(), clock.instant());
    if (SubscriptionResource.ends(subscription).filter(latest::isBefore).isPresent()) {
      throw Problem.DATE_OUT_OF_RANGE.at("Subscription.end", "at the latest " + latest);
    }
    if (SubscriptionResource.ends(subscription).isEmpty()) {
      SubscriptionResource.end(subscription, latest);
    }
  }

  private static boolean internal(@Nullable RequestDetails request) {
    return request == null || request instanceof SystemRequestDetails;
  }
}
