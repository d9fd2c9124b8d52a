package se.vardformedling.notification;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Subscription.SubscriptionStatus;
import org.hl7.fhir.r4.model.Task;
import se.vardformedling.fhir.Canonical;

/** The getters and setters of Subscriptions, of what they are about, and of what is sent. */
final class SubscriptionResource {
  static final String JSON = "application/fhir+json";

  private SubscriptionResource() {}

  static String criteria(Subscription subscription) {
    return String.valueOf(subscription.getCriteria());
  }

  static String endpoint(Subscription subscription) {
    return String.valueOf(subscription.getChannel().getEndpoint());
  }

  static boolean restHook(Subscription subscription) {
    return subscription.getChannel().getType() == SubscriptionChannelType.RESTHOOK;
  }

  static Optional<String> payload(Subscription subscription) {
    return Optional.ofNullable(subscription.getChannel().getPayload());
  }

  static boolean carriesMore(Subscription subscription) {
    return subscription.getChannel().hasHeader() || subscription.hasContact();
  }

  static String reason(Subscription subscription) {
    return String.valueOf(subscription.getReason());
  }

  static Optional<Instant> ends(Subscription subscription) {
    return Optional.ofNullable(subscription.getEnd()).map(Date::toInstant);
  }

  static void end(Subscription subscription, Instant end) {
    subscription.setEnd(Date.from(end));
  }

  static String status(Subscription subscription) {
    return subscription.getStatus() == null ? "" : subscription.getStatus().toCode();
  }

  static void status(Subscription subscription, String status, String error) {
    subscription.setStatus(SubscriptionStatus.fromCode(status));
    subscription.setError(error.isEmpty() ? null : error);
  }

  static Optional<String> error(Subscription subscription) {
    return Optional.ofNullable(subscription.getError());
  }

  /** Those of the criteria that the resource meets. */
  static Set<String> topics(IBaseResource resource) {
    Set<String> topics = new HashSet<>(Set.of(resource.fhirType() + "?"));
    if (resource instanceof Task task) {
      task.getCode().getCoding().forEach(coding -> topics.add("Task?code=" + coding.getCode()));
      part(task, "state").ifPresent(state -> topics.add("Task?guarantee-state=" + state));
    }
    topics.retainAll(DeliveryRules.CRITERIA);
    return topics;
  }

  /** What changed and nothing of it: a history entry without its resource. */
  static Bundle ids(Change change) {
    Bundle bundle = new Bundle();
    bundle.setType(Bundle.BundleType.HISTORY).setTotal(1);
    bundle.setTimestamp(Date.from(change.at()));
    String address = change.type() + "/" + change.resourceId();
    Bundle.BundleEntryComponent entry =
        bundle.addEntry().setFullUrl(Canonical.BASE + "/" + address);
    entry
        .getRequest()
        .setMethod(change.version().equals("1") ? Bundle.HTTPVerb.POST : Bundle.HTTPVerb.PUT)
        .setUrl(change.version().equals("1") ? change.type() : address);
    entry
        .getResponse()
        .setStatus(change.version().equals("1") ? "201" : "200")
        .setLocation(address + "/_history/" + change.version())
        .setEtag("W/\"" + change.version() + "\"");
    return bundle;
  }

  private static Optional<String> part(DomainResource resource, String name) {
    return Optional.ofNullable(resource.getExtensionByUrl(Canonical.profile("guarantee-clock")))
        .map(clock -> clock.getExtensionByUrl(name))
        .map(Extension::getValue)
        .map(value -> value.primitiveValue());
  }
}
